/** Sides of the drawn pictures, px. */
export const drawnSide = 480;

/** An SVG document of the drawn pictures' size. */
export function svg(...content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${drawnSide}" height="${drawnSide}">${content.join("")}</svg>`;
}

/** A filled rectangle. */
export function rect(
  [x, y, width, height]: readonly [number, number, number, number],
  fill: string,
  more = "",
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
}

/** A line of text with its baseline at `y`; spaces are kept. */
export function text(
  [x, y]: readonly [number, number],
  size: number,
  fill: string,
  content: string,
  family = "DejaVu Sans",
): string {
  return `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" fill="${fill}" xml:space="preserve">${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

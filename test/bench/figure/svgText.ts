/** Words at a place of an SVG. */
export const text = (x: number, y: number, content: string, style: string): string =>
  `<text x="${x}" y="${y}" ${style}>${content}</text>`;

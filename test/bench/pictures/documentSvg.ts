import { drawnSide, rect, svg, text } from "./svg.ts";

const sentences = [
  "The quick brown fox jumps over the lazy dog 0123456789",
  "Pack my box with five dozen liquor jugs; {}[]()<>/\\",
];

/** A page with text from 10 to 36 px, and thin lines upright and at an angle. */
export function documentSvg(): string {
  const lines: string[] = [];
  let y = 10;
  for (const size of [10, 12, 14, 18, 24, 36]) {
    for (const sentence of sentences) {
      lines.push(text([10, y + size], size, "#141414", sentence));
      y += Math.floor(size * 1.35);
    }
  }
  for (let index = 0; index < 12; index++) {
    const upright = { x1: 20 + index * 12, y1: y + 20, x2: 20 + index * 12, y2: drawnSide - 10 };
    const slanted = { x1: 200, y1: y + 20 + index * 8, x2: 460, y2: y + 60 + index * 6 };
    lines.push(line(upright, "#c81e1e", 1 + (index % 3)));
    lines.push(line(slanted, "#1e1ec8", 1 + (index % 2)));
  }
  return svg(rect([0, 0, drawnSide, drawnSide], "#ffffff"), ...lines);
}

function line(ends: Readonly<Record<string, number>>, stroke: string, width: number): string {
  const attributes = Object.entries(ends).map(([name, value]) => `${name}="${value}"`);
  return `<line ${attributes.join(" ")} stroke="${stroke}" stroke-width="${width}"/>`;
}

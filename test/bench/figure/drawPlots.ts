import sharp from "sharp";
import { plotSize, svgOf } from "./plot.ts";
import type { Plot } from "./plot.ts";

/** Draws plots side by side into a WebP. */
export async function drawPlots(plots: readonly Plot[], file: string): Promise<void> {
  const { width, height } = plotSize;
  const all = width * plots.length;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${all}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>
    ${plots.map((plot, index) => svgOf(plot, index * width)).join("")}
  </svg>`;
  // Of its own size: twice that, for finer screens, would take twice the room in the package.
  const few = await sharp(Buffer.from(svg), { density: 72 })
    .png({ palette: true, colours: 16 })
    .toBuffer();
  await sharp(few).webp({ lossless: true, effort: 6 }).toFile(file);
}

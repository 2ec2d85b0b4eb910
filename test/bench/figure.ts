// Draws the README's picture of what upscaling on this device does: tsx test/bench/figure.ts
// Needs `npm run build` before.
import { join } from "node:path";
import sharp from "sharp";
import type { OverlayOptions } from "sharp";
import { repository } from "../run/paths.ts";
import { lanczos, nearest, onDevice, scale } from "./figure/enlarge.ts";
import type { Enlarge } from "./figure/enlarge.ts";
import { figureSources, sourceSize } from "./figure/sources.ts";
import type { Source } from "./figure/sources.ts";
import { sharpOf } from "./pictures/sharpRaster.ts";

const columns: readonly (readonly [string, Enlarge])[] = [
  ["Source, 3× as large", nearest],
  ["Lanczos", lanczos],
  ["Fast", onDevice("device-fast")],
  ["Standard", onDevice("device-standard")],
];

const cell = { width: sourceSize.width * scale, height: sourceSize.height * scale };
const gap = 8;
const heading = 30;

const left = (column: number) => gap + column * (cell.width + gap);
const top = (row: number) => heading + row * (cell.height + gap);

async function picturesOf({ picture }: Source, row: number): Promise<OverlayOptions[]> {
  const cells = columns.map(async ([, enlarge], column) => {
    const larger = sharpOf(await enlarge(picture)).composite([
      { input: checkerboard(), tile: true, blend: "dest-over" },
    ]);
    return { input: await larger.png().toBuffer(), left: left(column), top: top(row) };
  });
  return Promise.all(cells);
}

/** What shows through where a picture is transparent. */
function checkerboard(): Buffer {
  const squares = `<rect width="24" height="24" fill="#fff"/><path d="M0 0h12v12H0zM12 12h12v12H12z" fill="#ddd"/>`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">${squares}</svg>`,
  );
}

function background(width: number, height: number): Buffer {
  const labels = columns.map(
    ([label], column) =>
      `<text x="${left(column)}" y="21" font-family="DejaVu Sans" font-size="16" fill="#333">${label}</text>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${labels.join("")}</svg>`,
  );
}

const sources = await figureSources();
const overlays = await Promise.all(sources.map(picturesOf));
const file = join(repository, "media/on-device.webp");
const { size } = await sharp(background(left(columns.length), top(sources.length)))
  .composite(overlays.flat())
  .webp({ quality: 70, effort: 6, smartSubsample: true })
  .toFile(file);
console.log(`media/on-device.webp: ${Math.round(size / 1024)} KB`);

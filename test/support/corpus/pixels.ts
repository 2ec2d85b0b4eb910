import sharp from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";

/** A file as people see it, by libvips: upright 8-bit RGBA, its profile applied. */
export async function seenBySharp(bytes: Uint8Array): Promise<Raster> {
  const upright = sharp(bytes, { failOn: "none" }).autoOrient();
  const { data, info } = await upright
    // Without it, libvips leaves 16 bits of red, green and blue as they are.
    .pipelineColourspace("srgb")
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/**
 * Pixels of a result of twice the size that are not as transparent, or not as opaque, as all that stands
 * within two pixels of their source: 0 where what is nothing stays nothing and what is whole stays whole.
 */
export function strayAlphas(source: Raster, result: Raster): number {
  const alphaAt = (x: number, y: number) => source.data[4 * (y * source.width + x) + 3] ?? 0;
  let strays = 0;
  for (let y = 0; y < result.height; y++) {
    for (let x = 0; x < result.width; x++) {
      const near = new Set(
        around(source, x >> 1, y >> 1).map(([column, row]) => alphaAt(column, row)),
      );
      const [only = 128] = near;
      const isClear = near.size === 1 && (only === 0 || only === 255);
      const alpha = result.data[4 * (y * result.width + x) + 3];
      strays += isClear && alpha !== only ? 1 : 0;
    }
  }
  return strays;
}

/** Whether every pixel is either there or not. */
export const isBinary = ({ data }: Raster): boolean =>
  data.every((sample, index) => index % 4 < 3 || sample === 0 || sample === 255);

const steps = [-2, -1, 0, 1, 2];

const around = ({ width, height }: Raster, x: number, y: number): [number, number][] =>
  steps
    .flatMap((down) => steps.map((across): [number, number] => [x + across, y + down]))
    .filter(([column, row]) => column >= 0 && row >= 0 && column < width && row < height);

/** A file's own numbers by libvips: upright 8-bit RGBA, whatever its profile. */
export async function numbersOf(bytes: Uint8Array): Promise<Raster> {
  const upright = sharp(bytes, { failOn: "none", ignoreIcc: true }).autoOrient();
  const { data, info } = await upright
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

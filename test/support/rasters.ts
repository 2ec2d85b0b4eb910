import * as fc from "fast-check";
import sharp from "sharp";
import type { Sharp } from "sharp";
import type { Raster, Size } from "../../src/pictures/raster.ts";

/** Red, green, blue and alpha, 0..255. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** A picture whose pixels are a function of their place. */
export function drawn(
  width: number,
  height: number,
  colour: (x: number, y: number) => Rgba,
): Raster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < width * height; index++) {
    data.set(colour(index % width, Math.floor(index / width)), index * 4);
  }
  return { width, height, data };
}

export const flat = (width: number, height: number, colour: Rgba): Raster =>
  drawn(width, height, () => colour);

export const pixelAt = ({ width, data }: Raster, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

/** What libvips reads from a file: 8-bit RGBA, without turning it. */
export async function decodedBySharp(bytes: Uint8Array): Promise<Raster> {
  const pixels = sharp(bytes).toColourspace("srgb").ensureAlpha().raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/** A raster for libvips to go on with. */
export const sharpOf = ({ width, height, data }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels: 4 } });

/** The largest difference between two pictures of the same size, in levels of any sample. */
export function largestDifference(a: Raster, b: Raster): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`${a.width} × ${a.height} is not ${b.width} × ${b.height}.`);
  }
  return a.data.reduce(
    (largest, sample, index) => Math.max(largest, Math.abs(sample - (b.data[index] ?? 0))),
    0,
  );
}

const byte = fc.integer({ min: 0, max: 255 });

/** Any picture up to so many pixels wide and high: noise, few colours, greys, opaque or not. */
export const anyRaster = (largest: Size): fc.Arbitrary<Raster> =>
  fc
    .record({
      width: fc.integer({ min: 1, max: largest.width }),
      height: fc.integer({ min: 1, max: largest.height }),
      colours: fc.array(fc.tuple(byte, byte, byte, fc.oneof(byte, fc.constantFrom(0, 255))), {
        minLength: 1,
        maxLength: 600,
      }),
      seed: fc.integer({ min: 1, max: 9999 }),
      opaque: fc.boolean(),
      grey: fc.boolean(),
    })
    .map(({ width, height, colours, seed, opaque, grey }) =>
      drawn(width, height, (x, y) => {
        const index = ((seed * (y * width + x + 1)) % 65_521) % colours.length;
        const [red, green, blue, alpha] = colours[index] ?? [0, 0, 0, 0];
        return [red, grey ? red : green, grey ? red : blue, opaque ? 255 : alpha];
      }),
    );

import type { Raster } from "../../../src/pictures/raster.ts";
import { sharpOf } from "../rasters.ts";

/** A ground that a picture is put on. */
export type Ground = "white" | "black" | "magenta";

export const grounds: readonly Ground[] = ["white", "black", "magenta"];

const groundColours = { white: [255, 255, 255], black: [0, 0, 0], magenta: [255, 0, 255] } as const;

/** What is seen of a picture on a ground: red, green and blue of each pixel. */
function seenOn({ data }: Raster, ground: Ground): Float64Array {
  const seen = new Float64Array((data.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < data.length; pixel++) {
    const part = (data[pixel * 4 + 3] ?? 0) / 255;
    for (const [channel, below] of groundColours[ground].entries()) {
      const colour = data[pixel * 4 + channel] ?? 0;
      seen[pixel * 3 + channel] = colour * part + below * (1 - part);
    }
  }
  return seen;
}

/**
 * How far a picture of twice the size is from its source where both are seen on a ground: the mean over
 * all samples, in levels, between the source and the mean of the four pixels that came of each.
 */
export function distanceOn(source: Raster, result: Raster, ground: Ground): number {
  if (result.width !== 2 * source.width || result.height !== 2 * source.height) {
    throw new Error(`${result.width} × ${result.height} is not twice the source.`);
  }
  const [before, after] = [seenOn(source, ground), seenOn(result, ground)];
  let sum = 0;
  for (const [index, sample] of before.entries()) {
    const pixel = Math.floor(index / 3);
    const [x, y] = [pixel % source.width, Math.floor(pixel / source.width)];
    const at = (2 * y * result.width + 2 * x) * 3 + (index % 3);
    const below = at + result.width * 3;
    const four = [at, at + 3, below, below + 3].reduce(
      (all, place) => all + (after[place] ?? 0),
      0,
    );
    sum += Math.abs(four / 4 - sample);
  }
  return sum / before.length;
}

/** The same picture at twice its size, by libvips alone: what a plain enlargement is like. */
export async function enlargedBySharp(source: Raster): Promise<Raster> {
  const size = { width: 2 * source.width, height: 2 * source.height };
  const enlarged = sharpOf(source).resize({ ...size, kernel: "lanczos3", fit: "fill" });
  return { ...size, data: new Uint8ClampedArray(await enlarged.raw().toBuffer()) };
}

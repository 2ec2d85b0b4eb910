import type { Raster, Size } from "../../../src/pictures/raster.ts";

/** A picture of any size made of one picture and its mirror images side by side. */
export function mirrored(source: Raster, size: Size): Raster {
  const data = new Uint8ClampedArray(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) {
    const row = folded(y, source.height) * source.width;
    for (let x = 0; x < size.width; x++) {
      const from = (row + folded(x, source.width)) * 4;
      data.set(source.data.subarray(from, from + 4), (y * size.width + x) * 4);
    }
  }
  return { ...size, data };
}

/** Back and forth between 0 and `length`. */
function folded(position: number, length: number): number {
  const within = position % (2 * length);
  return within < length ? within : 2 * length - 1 - within;
}

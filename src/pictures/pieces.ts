import type { Raster, Region, Size } from "./raster.ts";

/** A picture of `size`, all transparent. */
export const emptyRaster = ({ width, height }: Size): Raster => ({
  width,
  height,
  data: new Uint8ClampedArray(4 * width * height),
});

/** A copy of the part `region` of a picture. */
export function cut(source: Raster, { x, y, width, height }: Region): Raster {
  const piece = emptyRaster({ width, height });
  for (let row = 0; row < height; row += 1) {
    const start = 4 * ((y + row) * source.width + x);
    piece.data.set(source.data.subarray(start, start + 4 * width), 4 * row * width);
  }
  return piece;
}

/** Puts `piece` into `target` with its top left corner at `x`, `y`. */
export function copyInto(target: Raster, piece: Raster, { x, y }: Pick<Region, "x" | "y">): void {
  for (let row = 0; row < piece.height; row += 1) {
    const start = 4 * row * piece.width;
    target.data.set(
      piece.data.subarray(start, start + 4 * piece.width),
      4 * ((y + row) * target.width + x),
    );
  }
}

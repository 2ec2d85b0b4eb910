import type { Raster } from "../../../src/pictures/raster.ts";

/** The brightness of a picture's pixels as numbers, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float64Array;
}

/** Y of BT.601 (16 to 235) without `border` pixels on every side, as papers on upscaling measure it. */
export function luma(source: Raster, border: number): Plane {
  const width = source.width - 2 * border;
  const height = source.height - 2 * border;
  const data = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = ((y + border) * source.width + x + border) * 4;
      const red = source.data[i] ?? 0;
      const green = source.data[i + 1] ?? 0;
      const blue = source.data[i + 2] ?? 0;
      data[y * width + x] = 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255;
    }
  }
  return { width, height, data };
}

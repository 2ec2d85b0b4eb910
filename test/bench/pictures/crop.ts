import type { Raster, Region, Size } from "../../../src/pictures/raster.ts";

/** The pixels of a region, copied. */
export function crop(source: Raster, { x, y, width, height }: Region): Raster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * source.width + x) * 4;
    data.set(source.data.subarray(start, start + width * 4), row * width * 4);
  }
  return { width, height, data };
}

/** The region in the middle, of at most this side, each side a multiple of 12 (so of 2, 3 and 4). */
export function middle({ width, height }: Size, side: number): Region {
  const size = {
    width: Math.min(side, multipleOf12(width)),
    height: Math.min(side, multipleOf12(height)),
  };
  return {
    x: (width - size.width) >> 1,
    y: (height - size.height) >> 1,
    ...size,
  };
}

const multipleOf12 = (value: number) => value - (value % 12);

/** The square of this side with the most going on in it (the sum of its gradients), on a 16 px grid. */
export function busiest(source: Raster, side: number): Region {
  const sums = gradientSums(source);
  const stride = source.width + 1;
  const at = (x: number, y: number) => sums[y * stride + x] ?? 0;
  let best = { x: 0, y: 0, activity: -1 };
  for (let y = 0; y + side <= source.height; y += 16) {
    for (let x = 0; x + side <= source.width; x += 16) {
      const activity = at(x + side, y + side) - at(x, y + side) - at(x + side, y) + at(x, y);
      best = activity > best.activity ? { x, y, activity } : best;
    }
  }
  return { x: best.x, y: best.y, width: side, height: side };
}

/** Summed-area table of |dx| + |dy| of the brightness; one row and one column of zeros in front. */
function gradientSums({ width, height, data }: Raster): Float64Array {
  const grey = (x: number, y: number) => {
    const i = (Math.min(y, height - 1) * width + Math.min(x, width - 1)) * 4;
    return 0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0);
  };
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      const here = grey(x, y);
      row += Math.abs(grey(x + 1, y) - here) + Math.abs(grey(x, y + 1) - here);
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

import type { Raster, Size } from "../../../src/pictures/raster.ts";

/** A resampling kernel: its weight at a distance, and the distance where it ends, px. */
interface Filter {
  readonly radius: number;
  readonly weight: (distance: number) => number;
}

/** Keys' bicubic with a = -0.5, as Pillow's BICUBIC. */
export const bicubic: Filter = {
  radius: 2,
  weight: (distance) => {
    const x = Math.abs(distance);
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  },
};

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** As Pillow's LANCZOS. */
export const lanczos3: Filter = {
  radius: 3,
  weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0),
};

/**
 * Resamples an opaque picture; where it shrinks, the kernel is widened (antialiasing). The bench's
 * own, so that the product is not judged by its own arithmetic; rounds between its two passes, as
 * Pillow does.
 */
export function resample(source: Raster, size: Size, filter: Filter): Raster {
  const columns = taps(source.width, size.width, filter);
  const rows = taps(source.height, size.height, filter);
  const wide = new Uint8ClampedArray(size.width * source.height * 3);
  for (let y = 0; y < source.height; y++) {
    resampleRow(source, y, columns, wide.subarray(y * size.width * 3, (y + 1) * size.width * 3));
  }
  const data = new Uint8ClampedArray(size.width * size.height * 4).fill(255);
  for (const [y, row] of rows.entries()) {
    mixRows(wide, row, data.subarray(y * size.width * 4, (y + 1) * size.width * 4));
  }
  return { ...size, data };
}

/** What an output sample is made of: the first input sample and the weights from there on. */
interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

function taps(from: number, to: number, { radius, weight }: Filter): Taps[] {
  const step = from / to;
  const stretch = Math.max(1, step);
  return Array.from({ length: to }, (_, index) => {
    const center = (index + 0.5) * step;
    const first = Math.max(0, Math.floor(center - radius * stretch + 0.5));
    const end = Math.min(from, Math.floor(center + radius * stretch + 0.5));
    const weights = Float64Array.from({ length: end - first }, (__, tap) =>
      weight((first + tap + 0.5 - center) / stretch),
    );
    const sum = weights.reduce((total, value) => total + value, 0);
    return { first, weights: weights.map((value) => value / sum) };
  });
}

function resampleRow(
  source: Raster,
  y: number,
  columns: readonly Taps[],
  out: Uint8ClampedArray,
): void {
  const row = source.data.subarray(y * source.width * 4, (y + 1) * source.width * 4);
  for (const [x, { first, weights }] of columns.entries()) {
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        sum += (weights[tap] ?? 0) * (row[(first + tap) * 4 + channel] ?? 0);
      }
      out[x * 3 + channel] = sum;
    }
  }
}

function mixRows(wide: Uint8ClampedArray, { first, weights }: Taps, out: Uint8ClampedArray): void {
  const rowLength = (out.length / 4) * 3;
  for (let sample = 0; sample < rowLength; sample++) {
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      sum += (weights[tap] ?? 0) * (wide[(first + tap) * rowLength + sample] ?? 0);
    }
    out[Math.floor(sample / 3) * 4 + (sample % 3)] = sum;
  }
}

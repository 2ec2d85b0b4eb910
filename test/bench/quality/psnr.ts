import type { Plane } from "./luma.ts";

/** Peak signal to noise ratio of two planes of one size, dB for a peak of 255. */
export function psnr(truth: Plane, output: Plane): number {
  let sum = 0;
  for (const [index, value] of truth.data.entries()) {
    sum += (value - (output.data[index] ?? 0)) ** 2;
  }
  return 10 * Math.log10((255 * 255 * truth.data.length) / sum);
}

/** Lanczos3 reaches three pixels to each side, of the picture with the larger pixels. */
export const lobes = 3;

/** The pixels that one resampled pixel takes its colour from, with their weights, along one axis. */
export interface Taps {
  /** The first of them, in the full picture, for each resampled pixel. */
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** `stride` for each resampled pixel; their sum is 1. */
  readonly weights: Float64Array;
  readonly stride: number;
}

/**
 * Where the resampled pixels `from` … `from + length` of an axis come from. The kernel is widened
 * when shrinking; pixels beyond the full picture's edges do not count (Pillow's convention).
 */
export function tapsOf(full: number, size: number, from: number, length: number): Taps {
  const ratio = full / size;
  const widening = Math.max(1, ratio);
  const reach = lobes * widening;
  const stride = Math.ceil(reach) * 2 + 1;
  const taps = {
    starts: new Int32Array(length),
    counts: new Int32Array(length),
    weights: new Float64Array(length * stride),
    stride,
  };
  for (let index = 0; index < length; index++) {
    const centre = (from + index + 0.5) * ratio;
    // Nothing moves where the sizes are the same; computed, the other weights would be almost 0 only.
    const [start, end] =
      full === size
        ? [from + index, from + index + 1]
        : [
            Math.max(0, Math.trunc(centre - reach + 0.5)),
            Math.min(full, Math.trunc(centre + reach + 0.5)),
          ];
    taps.starts[index] = start;
    taps.counts[index] = end - start;
    const weights = taps.weights.subarray(index * stride, index * stride + end - start);
    weigh(weights, (start + 0.5 - centre) / widening, 1 / widening);
  }
  return taps;
}

/** Fills in the kernel's values at `first`, `first + step`, …, scaled to a sum of 1. */
function weigh(weights: Float64Array, first: number, step: number): void {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = lanczos(first + index * step);
    weights[index] = weight;
    sum += weight;
  }
  for (let index = 0; index < weights.length; index++) {
    weights[index] = (weights[index] ?? 0) / sum;
  }
}

const lanczos = (distance: number): number =>
  Math.abs(distance) < lobes ? sinc(distance) * sinc(distance / lobes) : 0;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

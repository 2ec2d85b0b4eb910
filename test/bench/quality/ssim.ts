import type { Plane } from "./luma.ts";

const radius = 5;
const sigma = 1.5;
const c1 = (0.01 * 255) ** 2;
const c2 = (0.03 * 255) ** 2;

/**
 * Structural similarity of two planes of one size (Wang et al. 2004: Gaussian window of 11 x 11,
 * sigma 1.5), the mean over all windows that lie inside. The same number as scikit-image's with
 * `gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255`.
 */
export function ssim(truth: Plane, output: Plane): number {
  const a = blurred(truth);
  const b = blurred(output);
  const aa = blurred(product(truth, truth));
  const bb = blurred(product(output, output));
  const ab = blurred(product(truth, output));
  let sum = 0;
  for (const [i, meanA] of a.data.entries()) {
    const meanB = b.data[i] ?? 0;
    const varianceA = (aa.data[i] ?? 0) - meanA * meanA;
    const varianceB = (bb.data[i] ?? 0) - meanB * meanB;
    const covariance = (ab.data[i] ?? 0) - meanA * meanB;
    sum +=
      ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
      ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
  }
  return sum / a.data.length;
}

function product(a: Plane, b: Plane): Plane {
  return { ...a, data: a.data.map((value, i) => value * (b.data[i] ?? 0)) };
}

const gaussian = normalized(
  Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  ),
);

function normalized(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The weighted mean around every pixel whose window lies inside; smaller by the window. */
function blurred(plane: Plane): Plane {
  return blurredRows(transposed(blurredRows(transposed(plane))));
}

function blurredRows({ width, height, data }: Plane): Plane {
  const inner = width - 2 * radius;
  const out = new Float64Array(inner * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < inner; x++) {
      let sum = 0;
      for (let tap = 0; tap < gaussian.length; tap++) {
        sum += (gaussian[tap] ?? 0) * (data[y * width + x + tap] ?? 0);
      }
      out[y * inner + x] = sum;
    }
  }
  return { width: inner, height, data: out };
}

function transposed({ width, height, data }: Plane): Plane {
  const out = new Float64Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      out[x * height + y] = data[y * width + x] ?? 0;
    }
  }
  return { width: height, height: width, data: out };
}

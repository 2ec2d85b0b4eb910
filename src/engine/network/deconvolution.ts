/** The four pixels that one becomes: top left, top right, bottom left, bottom right. */
const quad = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/**
 * Rewrites a 4×4 deconvolution of stride 2 ([output][input][4][4]) as a 3×3 convolution with four
 * outputs for each of its own ([output][quad][input][3][3]): the same code can then run every layer,
 * and each result is written once instead of being summed up in place.
 *
 * A deconvolution adds input row y, times kernel row k, to its output row 2y + k. The network cuts off
 * 3 rows at each end of that, so that row r of the quad at Y is the deconvolution's row 2Y + r + 3 and
 * counted with the two rows that all layers before lost, input Y + d meets kernel row r + 1 - 2d.
 */
export function quadKernels(kernels: Float32Array, inputs: number): Float32Array {
  const outputs = kernels.length / (inputs * 16);
  const rewritten = new Float32Array(outputs * quad.length * inputs * 9);
  let at = 0;
  for (let output = 0; output < outputs; output++) {
    for (const [row, column] of quad) {
      for (let input = 0; input < inputs; input++, at += 9) {
        const own = kernels.subarray((output * inputs + input) * 16);
        rewritten.set(quadKernel(own, row, column), at);
      }
    }
  }
  return rewritten;
}

/** The 3×3 kernel that makes one pixel of a quad; where the 4×4 kernel ends, it has zeros. */
function quadKernel(kernel: Float32Array, row: number, column: number): Float32Array {
  return Float32Array.from({ length: 9 }, (_, place) => {
    const down = row + 1 - 2 * (Math.floor(place / 3) - 1);
    const across = column + 1 - 2 * ((place % 3) - 1);
    const isInside = down >= 0 && down < 4 && across >= 0 && across < 4;
    return isInside ? (kernel[down * 4 + across] ?? 0) : 0;
  });
}

/** A bias for each pixel of the quads. */
export const quadBiases = (biases: Float32Array): Float32Array =>
  Float32Array.from({ length: biases.length * quad.length }, (_, i) => biases[i >> 2] ?? 0);

import { floatBytes, type Kernel } from "./kernel.ts";

/** Output pixels of the kernel's tiles, on a side. */
export const tileSide = 6;
/** Input pixels that a tile reads beyond its own. */
export const tileOverlap = 2;

/** The kernel's codes for what becomes of a convolution's outputs (enum Activation in winograd.c). */
const activations = { none: 0, leaky: 1, bothSigns: 2 } as const;

/** A 3×3 convolution as a network describes it. */
export interface ConvolutionWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** [output][input][row][column] */
  readonly kernels: Float32Array;
  readonly biases: Float32Array;
  /** `bothSigns` writes twice as many channels: what is above zero, then what is below, negated. */
  readonly activation: keyof typeof activations;
}

/** A 3×3 convolution that the kernel can run. */
export interface Convolution {
  /** Address of its description. */
  readonly layer: number;
  /** Channels that it reads. */
  readonly read: number;
  /** Channels that it writes. */
  readonly written: number;
  /** Bytes of scratch memory that it needs. */
  readonly scratchBytes: number;
}

/** Puts a convolution into the kernel's memory. Errors: RangeError when memory cannot grow. */
export function addConvolution(kernel: Kernel, weights: ConvolutionWeights): Convolution {
  const { inputs, outputs, biases, activation } = weights;
  const read = Math.ceil(inputs / 4) * 4;
  const points = 64;
  const transformed = kernel.allocate(points * read * outputs * floatBytes);
  const bias = kernel.put(biases);
  const layer = kernel.allocate(5 * floatBytes);
  kernel.words(layer, 5).set([read, outputs, activations[activation], transformed, bias]);

  const kernels = kernel.put(withInputs(read, weights));
  kernel.run.transform_weights(kernels, read, outputs, transformed);
  kernel.release(kernels);
  const scratchBytes = kernel.run.scratch_floats(read, outputs) * floatBytes;
  return { layer, read, written: activation === "bothSigns" ? 2 * outputs : outputs, scratchBytes };
}

/** The kernel reads vectors of four channels, so red, green and blue get a fourth without weight. */
function withInputs(count: number, { inputs, outputs, kernels }: ConvolutionWeights): Float32Array {
  if (count === inputs) {
    return kernels;
  }
  const padded = new Float32Array(outputs * count * 9);
  for (let output = 0; output < outputs; output++) {
    const own = kernels.subarray(output * inputs * 9, (output + 1) * inputs * 9);
    padded.set(own, output * count * 9);
  }
  return padded;
}

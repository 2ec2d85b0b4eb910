import { readFile } from "node:fs/promises";
import { Graph } from "./graph.ts";

/**
 * Turns one of our weights files (models/extract.mjs describes them) into an ONNX graph, layer by
 * layer. It shares no code with what the product does with the file.
 */
export class Layers {
  readonly graph = new Graph();
  readonly #bytes: Uint8Array;
  #at = 0;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads a weights file by its name. */
  static async read(name: string): Promise<Layers> {
    const folder = new URL("../../../src/engine/models/", import.meta.url);
    return new Layers(await readFile(new URL(`${name}.weights`, folder)));
  }

  /** A convolution (or its transpose) with the file's next weights and biases. */
  convolve(input: string, inputs: number, outputs: number, side: number): string {
    const weights = this.#weights([outputs, inputs, side, side]);
    const biases = this.#biases(outputs);
    return this.graph.node("Conv", [input, weights, biases], { kernel_shape: [side, side] });
  }

  /** A 4×4 deconvolution of stride 2, cut off by three pixels, with the file's next weights. */
  deconvolve(input: string, inputs: number, outputs: number, output: string): string {
    // In the file, outputs come first; in ONNX, inputs do.
    const weights = this.graph.node("Transpose", [this.#weights([outputs, inputs, 4, 4])], {
      perm: [1, 0, 2, 3],
    });
    return this.graph.node(
      "ConvTranspose",
      [input, weights, this.#biases(outputs)],
      { kernel_shape: [4, 4], strides: [2, 2], pads: [3, 3, 3, 3] },
      output,
    );
  }

  /** Repeats the edges `by` pixels beyond them. */
  pad(input: string, by: number): string {
    const pads = this.graph.integers([0, 0, by, by, 0, 0, by, by]);
    return this.graph.node("Pad", [input, pads], { mode: "edge" });
  }

  /** The model. Errors: when not all of the file was used. */
  model(): Uint8Array {
    if (this.#at !== this.#bytes.length) {
      throw new Error(`${this.#bytes.length - this.#at} bytes of weights are left over`);
    }
    return this.graph.model();
  }

  #weights(shape: readonly number[]): string {
    return this.graph.halves(shape, this.#take(2 * shape.reduce((product, n) => product * n, 1)));
  }

  #biases(count: number): string {
    return this.graph.floats([count], this.#take(4 * count));
  }

  #take(bytes: number): Uint8Array {
    this.#at += bytes;
    return this.#bytes.subarray(this.#at - bytes, this.#at);
  }
}

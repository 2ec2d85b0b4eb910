import type { Size } from "../../pictures/raster.ts";
import { type Convolution, tileOverlap, tileSide } from "./convolution.ts";
import { floatBytes, type Kernel } from "./kernel.ts";

/** A whole window in the kernel's memory, with a ring of one pixel around it. */
export class Plane {
  readonly #kernel: Kernel;
  readonly #address: number;
  readonly #channels: number;
  #size: Size = { width: 0, height: 0 };

  /** Allocates for windows up to `largestSide`. Errors: RangeError when memory cannot grow. */
  constructor(kernel: Kernel, largestSide: number, channels: number) {
    this.#kernel = kernel;
    this.#channels = channels;
    this.#address = kernel.allocate(wholeTiles(largestSide) ** 2 * channels * floatBytes);
  }

  /** Makes it ready for a window of a size. */
  fit({ width, height }: Size): void {
    this.#size = { width, height };
  }

  /** Pixels in a row, with the ring and what whole tiles write beyond it. */
  get columns(): number {
    return wholeTiles(this.#size.width);
  }

  /** Rows, likewise. */
  get rows(): number {
    return wholeTiles(this.#size.height);
  }

  /** Floats from a row to the next. */
  get stride(): number {
    return this.columns * this.#channels;
  }

  /** The address of a pixel of the window; -1 is in the ring. */
  at(x: number, y: number): number {
    return this.#address + ((y + 1) * this.stride + (x + 1) * this.#channels) * floatBytes;
  }

  /** Repeats the window's edges around it. */
  repeatEdges(): void {
    const { width, height } = this.#size;
    const run = this.#kernel.run;
    run.repeat_edges(this.#address, this.columns, this.rows, width, height, this.#channels);
  }

  /** Convolves all of it into `out`, which has the same size, without `out`'s edges. */
  convolve({ layer }: Convolution, out: Plane, scratch: number): void {
    const tiles = Math.ceil(this.#size.width / tileSide);
    for (let top = 0; top < this.#size.height; top += tileSide) {
      const [upper, lower] = [this.at(-1, top - 1), this.at(-1, top - 1 + tileSide)];
      const run = this.#kernel.run;
      run.convolve(layer, upper, lower, this.stride, tiles, out.at(0, top), out.stride, scratch);
    }
  }
}

const wholeTiles = (pixels: number): number =>
  Math.ceil(pixels / tileSide) * tileSide + tileOverlap;

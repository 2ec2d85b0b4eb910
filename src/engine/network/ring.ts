import type { Size } from "../../pictures/raster.ts";
import { tileOverlap, tileSide } from "./convolution.ts";
import { floatBytes, type Kernel } from "./kernel.ts";

/**
 * What one step of a network writes, as far as the next one still needs it: two bands of six rows
 * that take turns. (A convolution's band b reads the rows of band b and the first two of band b + 1.)
 */
export class Ring {
  readonly #kernel: Kernel;
  readonly #address: number;
  readonly #bytes: number;
  readonly #channels: number;
  readonly #margin: number;
  /** Tiles beside each other in a band. */
  tiles = 0;
  /** Bands, from the first to the last row that is needed. */
  bands = 0;
  /** Floats from a row to the next. */
  stride = 0;

  /**
   * Allocates for regions up to `largestSide`; what is written is `margin` pixels wider and higher
   * than a region. Errors: RangeError when memory cannot grow.
   */
  constructor(kernel: Kernel, largestSide: number, margin: number, channels: number) {
    this.#kernel = kernel;
    this.#margin = margin;
    this.#channels = channels;
    const columns = tilesFor(largestSide + margin) * tileSide + tileOverlap;
    this.#bytes = 2 * tileSide * columns * channels * floatBytes;
    this.#address = kernel.allocate(this.#bytes);
  }

  /** Makes it ready for a region. What no step will write must be the same each time: zero. */
  fit({ width, height }: Size): void {
    this.tiles = tilesFor(width + this.#margin);
    this.bands = tilesFor(height + this.#margin);
    this.stride = (this.tiles * tileSide + tileOverlap) * this.#channels;
    this.#kernel.bytes(this.#address, this.#bytes).fill(0);
  }

  /** The address of a band's first row. */
  band(index: number): number {
    return this.#address + (index % 2) * tileSide * this.stride * floatBytes;
  }
}

const tilesFor = (pixels: number): number => Math.ceil(pixels / tileSide);

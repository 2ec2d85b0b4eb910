import type { Raster, Region } from "../../pictures/raster.ts";
import { addConvolution, type Convolution, tileSide } from "./convolution.ts";
import { quadBiases, quadKernels } from "./deconvolution.ts";
import type { Kernel } from "./kernel.ts";
import type { Network } from "./network.ts";
import { Ring } from "./ring.ts";
import type { WeightsReader } from "./weightsReader.ts";
import { addPorts, checkRegion, type Ports, takeOutput } from "./windows.ts";

/** Of what the kernel reads, and of what each of the six layers before the last one writes. */
const channels = [4, 16, 32, 64, 128, 128, 256];

/**
 * waifu2x's upconv_7. Every layer reads one pixel more on each side than it writes, so each writes
 * just what the later ones need. They advance together, a band of rows at a time: memory does not
 * grow with a region's height, and what a layer reads is still cached.
 */
export class Upconv7 implements Network {
  readonly context = 7;
  // The two dearest layers then write 258 and 260 pixels a row, which is hardly more than whole tiles.
  readonly largestSide = 256;
  readonly #kernel: Kernel;
  readonly #layers: readonly Convolution[];
  readonly #ports: Ports;
  readonly #scratch: number;
  /** What is read from the picture, then what each layer writes. */
  readonly #rings: readonly Ring[];

  /** Puts the weights into the kernel's memory. Errors: RangeError when memory cannot grow. */
  constructor(kernel: Kernel, weights: WeightsReader) {
    this.#kernel = kernel;
    this.#layers = [
      ...channels
        .slice(1)
        .map((outputs, i) => addHidden(kernel, weights, channels[i] ?? 0, outputs)),
      addLast(kernel, weights),
    ];
    this.#scratch = kernel.allocate(Math.max(...this.#layers.map((layer) => layer.scratchBytes)));
    this.#ports = addPorts(kernel, this.largestSide, this.context);
    this.#rings = [channels[0] ?? 0, ...this.#layers.map(({ written }) => written)].map(
      (count, step) => new Ring(kernel, this.largestSide, 2 * (this.context - step), count),
    );
  }

  double(window: Raster, region: Region): Raster {
    checkRegion(this, window, region);
    this.#kernel.bytes(this.#ports.input, window.data.length).set(window.data);
    for (const ring of this.#rings) {
      ring.fit(region);
    }
    const steps = this.#layers.length;
    const turns = steps + Math.ceil(region.height / tileSide);
    // Each step is one band behind the step before it, of whose next band it reads the beginning.
    for (let turn = 0; turn < turns; turn++) {
      this.#read(turn, window, region);
      this.#layers.forEach((layer, i) => this.#convolve(layer, i + 1, turn - i - 1));
      this.#write(turn - steps, region);
    }
    return takeOutput(this.#kernel, this.#ports, region);
  }

  #read(band: number, { width, height }: Raster, region: Region): void {
    const ring = this.#ring(0);
    if (band < ring.bands) {
      const [left, top] = [region.x - this.context, region.y - this.context + band * tileSide];
      const columns = region.width + 2 * this.context;
      const [from, to] = [this.#ports.input, ring.band(band)];
      const run = this.#kernel.run;
      run.read_pixels(from, width, height, left, top, columns, tileSide, to, ring.stride);
    }
  }

  #convolve({ layer }: Convolution, step: number, band: number): void {
    const [from, to] = [this.#ring(step - 1), this.#ring(step)];
    if (band >= 0 && band < to.bands) {
      const [upper, lower, out] = [from.band(band), from.band(band + 1), to.band(band)];
      const run = this.#kernel.run;
      run.convolve(layer, upper, lower, from.stride, to.tiles, out, to.stride, this.#scratch);
    }
  }

  #write(band: number, { width, height }: Region): void {
    const ring = this.#ring(this.#layers.length);
    if (band >= 0) {
      const top = band * tileSide;
      const rows = Math.min(tileSide, height - top);
      const out = this.#ports.output + top * width * 16;
      this.#kernel.run.write_pixels(ring.band(band), ring.stride, width, rows, out);
    }
  }

  #ring(step: number): Ring {
    const ring = this.#rings[step];
    if (!ring) {
      throw new Error(`upconv_7 has no step ${step}`);
    }
    return ring;
  }
}

function addHidden(
  kernel: Kernel,
  weights: WeightsReader,
  read: number,
  outputs: number,
): Convolution {
  // The first of them reads red, green and blue.
  const inputs = read === 4 ? 3 : read;
  const kernels = weights.halves(outputs * inputs * 9);
  const biases = weights.floats(outputs);
  return addConvolution(kernel, { inputs, outputs, kernels, biases, activation: "leaky" });
}

function addLast(kernel: Kernel, weights: WeightsReader): Convolution {
  const [colours, inputs] = [3, 256];
  const kernels = quadKernels(weights.halves(colours * inputs * 16), inputs);
  const biases = quadBiases(weights.floats(colours));
  return addConvolution(kernel, { inputs, outputs: 12, kernels, biases, activation: "none" });
}

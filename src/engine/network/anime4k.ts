import type { Raster, Region, Size } from "../../pictures/raster.ts";
import { addConvolution, type Convolution } from "./convolution.ts";
import { floatBytes, type Kernel } from "./kernel.ts";
import type { Network } from "./network.ts";
import { Plane } from "./plane.ts";
import type { WeightsReader } from "./weightsReader.ts";
import { addPorts, checkRegion, type Ports, takeOutput } from "./windows.ts";

const layerCount = 7;
const outputs = 8;
const features = 2 * outputs;
/** Four pixels of three colours. */
const quadFloats = 12;

/** A layer, and the address of its part of the last layer's weights. */
interface Stage {
  readonly convolution: Convolution;
  readonly share: number;
}

/**
 * Anime4K's CNN x2 VL. Every layer sees the picture's edges repeated in what it reads, as the shaders
 * do. At a window's other edges that is wrong, and the mistake moves inwards by one pixel with each of
 * the seven layers: just not as far as the region.
 */
export class Anime4k implements Network {
  readonly context = layerCount;
  readonly largestSide = 256;
  readonly #kernel: Kernel;
  readonly #stages: readonly Stage[];
  readonly #biases: number;
  readonly #scratch: number;
  readonly #ports: Ports;
  readonly #picture: Plane;
  /** What the layers write, in turns. */
  readonly #planes: readonly [Plane, Plane];
  readonly #sums: number;

  /** Puts the weights into the kernel's memory. Errors: RangeError when memory cannot grow. */
  constructor(kernel: Kernel, weights: WeightsReader) {
    this.#kernel = kernel;
    const convolutions = Array.from({ length: layerCount }, (_, i) =>
      addLayer(kernel, weights, i === 0 ? 3 : features),
    );
    const last = weights.halves(quadFloats * layerCount * features);
    this.#stages = convolutions.map((convolution, i) => {
      return { convolution, share: kernel.put(shareOf(last, i)) };
    });
    this.#biases = kernel.put(weights.floats(quadFloats));
    this.#scratch = kernel.allocate(Math.max(...convolutions.map((layer) => layer.scratchBytes)));
    this.#ports = addPorts(kernel, this.largestSide, this.context);
    const windowSide = this.largestSide + 2 * this.context;
    this.#picture = new Plane(kernel, windowSide, 4);
    this.#planes = [
      new Plane(kernel, windowSide, features),
      new Plane(kernel, windowSide, features),
    ];
    this.#sums = kernel.allocate(this.largestSide ** 2 * quadFloats * floatBytes);
  }

  double(window: Raster, region: Region): Raster {
    checkRegion(this, window, region);
    this.#read(window);
    this.#kernel.floats(this.#sums, region.height * sumsStride(region)).fill(0);
    const [even, odd] = this.#planes;
    this.#stages.forEach(({ convolution, share }, i) => {
      const from = i === 0 ? this.#picture : i % 2 === 0 ? odd : even;
      const to = i % 2 === 0 ? even : odd;
      from.convolve(convolution, to, this.#scratch);
      to.repeatEdges();
      this.#addFeatures(to, share, region);
    });
    this.#write(region);
    return takeOutput(this.#kernel, this.#ports, region);
  }

  #read(window: Raster): void {
    const { width, height, data } = window;
    this.#kernel.bytes(this.#ports.input, data.length).set(data);
    const picture = this.#picture;
    for (const plane of [picture, ...this.#planes]) {
      plane.fit(window);
    }
    const { columns, rows, stride } = picture;
    const [from, to] = [this.#ports.input, picture.at(-1, -1)];
    this.#kernel.run.read_pixels(from, width, height, -1, -1, columns, rows, to, stride);
  }

  #addFeatures(plane: Plane, share: number, { x, y, width, height }: Region): void {
    const from = plane.at(x, y);
    const run = this.#kernel.run;
    const stride = sumsStride({ width });
    run.add_features(from, plane.stride, even(width), height, share, this.#sums, stride);
  }

  #write({ x, y, width, height }: Region): void {
    const { stride } = this.#picture;
    const sums = this.#sums;
    const [from, step] = [this.#picture.at(x, y), sumsStride({ width })];
    this.#kernel.run.add_enlarged(from, stride, width, height, this.#biases, sums, step);
    this.#kernel.run.write_pixels(sums, step, width, height, this.#ports.output);
  }
}

/** The kernel adds features two pixels at a time. */
const even = (width: number): number => Math.ceil(width / 2) * 2;

/** Floats from a row of sums to the next. */
const sumsStride = ({ width }: Pick<Size, "width">): number => even(width) * quadFloats;

function addLayer(kernel: Kernel, weights: WeightsReader, inputs: number): Convolution {
  const kernels = weights.halves(outputs * inputs * 9);
  const biases = weights.floats(outputs);
  return addConvolution(kernel, { inputs, outputs, kernels, biases, activation: "bothSigns" });
}

/**
 * A layer's part of the last layer's weights ([output][layer][feature]), as [feature][output]: the
 * last layer is summed up layer by layer, as no two need to be kept, and four outputs at a time.
 */
function shareOf(last: Float32Array, layer: number): Float32Array {
  const share = new Float32Array(features * quadFloats);
  return share.map((_, i) => {
    const [feature, output] = [Math.floor(i / quadFloats), i % quadFloats];
    return last[(output * layerCount + layer) * features + feature] ?? 0;
  });
}

import type { LoadAsset } from "../../pictures/assets.ts";

/** What kernel.wasm exports. Arguments and addresses are as its C sources say; floats have 32 bits. */
interface KernelExports {
  readonly __heap_base: WebAssembly.Global;
  scratch_floats(inputs: number, outputs: number): number;
  transform_weights(kernels: number, inputs: number, outputs: number, transformed: number): void;
  convolve(
    layer: number,
    upper: number,
    lower: number,
    stride: number,
    tiles: number,
    out: number,
    outStride: number,
    scratch: number,
  ): void;
  read_pixels(
    picture: number,
    width: number,
    height: number,
    left: number,
    top: number,
    columns: number,
    rows: number,
    out: number,
    stride: number,
  ): void;
  write_pixels(from: number, stride: number, columns: number, rows: number, out: number): void;
  add_enlarged(
    picture: number,
    pictureStride: number,
    columns: number,
    rows: number,
    biases: number,
    sums: number,
    sumsStride: number,
  ): void;
  repeat_edges(
    plane: number,
    columns: number,
    rows: number,
    width: number,
    height: number,
    channels: number,
  ): void;
  add_features(
    features: number,
    stride: number,
    columns: number,
    rows: number,
    weights: number,
    sums: number,
    sumsStride: number,
  ): void;
}

/** Bytes of a 32-bit float. */
export const floatBytes = 4;

const pageBytes = 65536;
/** Vectors that do not cross a cache line are read faster. */
const alignment = 64;

/**
 * An instance of kernel.wasm with a memory of its own, which is handed out from the bottom up.
 * Addresses stay valid; arrays over the memory do so only until the next `allocate`.
 */
export class Kernel {
  readonly run: KernelExports;
  readonly #memory: WebAssembly.Memory;
  #top: number;

  constructor(run: KernelExports, memory: WebAssembly.Memory) {
    this.run = run;
    this.#memory = memory;
    this.#top = Number(run.__heap_base.value);
  }

  /** The address of so many bytes, all zero at first. Errors: RangeError when memory cannot grow. */
  allocate(bytes: number): number {
    const address = Math.ceil(this.#top / alignment) * alignment;
    const missing = address + bytes - this.byteLength;
    if (missing > 0) {
      this.#memory.grow(Math.ceil(missing / pageBytes));
    }
    this.#top = address + bytes;
    return address;
  }

  /** The address of a copy of `values`. Errors: as `allocate`. */
  put(values: ArrayLike<number>): number {
    const address = this.allocate(values.length * floatBytes);
    this.floats(address, values.length).set(values);
    return address;
  }

  /** Takes back what was allocated at `address` and everything since then. */
  release(address: number): void {
    this.#top = address;
  }

  /** The memory as floats. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  /** The memory as bytes. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length);
  }

  /** The memory as 32-bit words. */
  words(address: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length);
  }

  /** How large the memory is, in bytes. */
  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }
}

/** A fresh instance. Errors: those of `load` and WebAssembly; RangeError without memory. */
export async function loadKernel(load: LoadAsset): Promise<Kernel> {
  const module = await WebAssembly.compile(await load("kernel.wasm"));
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  if (!isKernel(exports)) {
    throw new Error("kernel.wasm is not the one that this was written for");
  }
  return new Kernel(exports, memory);
}

const functionNames: readonly Exclude<keyof KernelExports, "__heap_base">[] = [
  "scratch_floats",
  "transform_weights",
  "convolve",
  "read_pixels",
  "write_pixels",
  "add_enlarged",
  "repeat_edges",
  "add_features",
];

function isKernel(
  exports: WebAssembly.Exports,
): exports is WebAssembly.Exports & Readonly<KernelExports> {
  return functionNames.every((name) => typeof exports[name] === "function");
}

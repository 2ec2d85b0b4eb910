import { availableParallelism } from "node:os";
import type { Raster } from "../../../src/pictures/raster.ts";
import { requireAlternative } from "../alternatives.ts";
import { inputMargin, onnxModel } from "../onnx/upconv7.ts";
import type { Contender } from "./contender.ts";
import { planesOf, rasterOf } from "./nchw.ts";

type NetworkName = keyof typeof inputMargin;

interface OnnxTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

interface Session {
  run(feeds: { readonly input: OnnxTensor }): Promise<{ readonly output: OnnxTensor }>;
}

/** What is used of ONNX Runtime, which is the same in its build for WebAssembly and its native one. */
interface OnnxRuntime {
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => OnnxTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<Session>;
  };
  readonly env: { readonly wasm: { numThreads: number } };
}

/** A network that has been given to ONNX Runtime. */
interface Loaded {
  readonly name: NetworkName;
  readonly runtime: OnnxRuntime;
  readonly session: Session;
}

/**
 * The product's networks with the same weights, run by ONNX Runtime on all cores; whole pictures at
 * once, which takes no longer than tiles.
 */
export async function loadOnnxRuntime(
  build: "web" | "node",
  model: "fast" | "standard" = "standard",
): Promise<Contender> {
  const runtime: OnnxRuntime = requireAlternative(`onnxruntime-${build}`);
  const threads = availableParallelism();
  runtime.env.wasm.numThreads = threads;
  const load = async (name: NetworkName): Promise<Loaded> => {
    const bytes = await onnxModel(name);
    const options = { intraOpNumThreads: threads };
    return { name, runtime, session: await runtime.InferenceSession.create(bytes, options) };
  };
  const plain = await load(model);
  const denoising = model === "fast" ? plain : await load("standard-denoise");
  return {
    upscale: async ({ source, scale, isLossy }) => {
      const doubled = await double(isLossy ? denoising : plain, source);
      return scale === 2 ? doubled : double(plain, doubled);
    },
  };
}

async function double({ name, runtime, session }: Loaded, source: Raster): Promise<Raster> {
  const { data, width, height } = planesOf(source, inputMargin[name]);
  const input = new runtime.Tensor("float32", data, [1, 3, height, width]);
  const { output } = await session.run({ input });
  const [, , rows = 0, columns = 0] = output.dims;
  return rasterOf({ width: columns, height: rows, data: output.data });
}

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { requireAlternative } from "../alternatives.ts";

/** A tensor, as far as it is used here. */
export interface Tensor {
  readonly shape: readonly number[];
  data(): Promise<Float32Array>;
  dispose(): void;
}

/** What is used of TensorFlow.js. */
interface TensorFlow {
  readonly io: { registerLoadRouter(router: (url: unknown) => unknown): void };
  setBackend(name: "wasm"): Promise<boolean>;
  ready(): Promise<void>;
  tensor3d(values: Uint8Array, shape: readonly number[], type: "int32"): Tensor;
}

const wasmBackend = "@tensorflow/tfjs-backend-wasm";

/**
 * TensorFlow.js on its WebAssembly backend, the fastest of its backends that needs neither a GPU nor
 * a native module. In Node that backend has one thread (it asks for threads only in browsers).
 * UpscalerJS's build for Node asks for tfjs-node, which downloads a native library when it is
 * installed; package.json gives that name to tfjs itself, which lacks only the loading from files.
 */
export async function loadTensorFlow(): Promise<TensorFlow> {
  const tensorFlow: TensorFlow = requireAlternative("@tensorflow/tfjs-node");
  const wasm: { setWasmPaths(folder: string): void } = requireAlternative(wasmBackend);
  wasm.setWasmPaths(`${dirname(requireAlternative.resolve(wasmBackend))}/`);
  await tensorFlow.setBackend("wasm");
  await tensorFlow.ready();
  tensorFlow.io.registerLoadRouter(loadFromFile);
  return tensorFlow;
}

interface ModelFile {
  readonly modelTopology: object;
  readonly format: string;
  readonly generatedBy: string;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly object[];
  }[];
}

function loadFromFile(url: unknown): unknown {
  if (typeof url !== "string" || !url.startsWith("file://")) {
    return null;
  }
  const file = url.slice("file://".length);
  return { load: () => Promise.resolve(readModel(file)) };
}

function readModel(file: string): object {
  const model: ModelFile = JSON.parse(readFileSync(file, "utf8"));
  const parts = model.weightsManifest.flatMap(({ paths }) => paths);
  const weights = Buffer.concat(parts.map((part) => readFileSync(join(dirname(file), part))));
  return {
    modelTopology: model.modelTopology,
    format: model.format,
    generatedBy: model.generatedBy,
    weightSpecs: model.weightsManifest.flatMap(({ weights: specs }) => specs),
    weightData: new Uint8Array(weights).buffer,
  };
}

/** The files beside the bundle that a picture's work needs, read when they are first needed. */
export type AssetName =
  | "kernel.wasm"
  | "fast.weights"
  | "standard.weights"
  | "standard-denoise.weights"
  | "png.wasm"
  | "jpeg-decode.wasm"
  | "jpeg-encode.wasm"
  | "webp-decode.wasm"
  | "webp-encode.wasm";

/** Reads a file that ships with the extension. */
export type LoadAsset = (name: AssetName) => Promise<Uint8Array<ArrayBuffer>>;

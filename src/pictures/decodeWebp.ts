import type { LoadAsset } from "./assets.ts";
import type { CodecFactory } from "./emscripten.ts";
import { newCodec } from "./emscripten.ts";
import { withImageData } from "./imageData.ts";
import type { Raster } from "./raster.ts";
import { damaged } from "./refusals.ts";
import { wasmModule } from "./wasmModules.ts";

interface Decoder {
  decode(bytes: Uint8Array): Raster | null;
}

/** Decodes a still WebP that was inspected before. Damage inside lossy data shows as wrong pixels only: the format has no checksums. */
export async function decodeWebp(bytes: Uint8Array, load: LoadAsset): Promise<Raster> {
  const module = await wasmModule("webp-decode.wasm", load);
  const { default: factory }: { default: CodecFactory<Decoder> } =
    await import("@jsquash/webp/codec/dec/webp_dec.js");
  const decoder = await newCodec(factory, module, []);
  const decoded = withImageData(() => read(decoder, bytes));
  if (!decoded) {
    throw damaged();
  }
  const { width, height, data } = decoded;
  return { width, height, data };
}

function read(decoder: Decoder, bytes: Uint8Array): Raster | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw error instanceof RangeError ? error : damaged(error);
  }
}

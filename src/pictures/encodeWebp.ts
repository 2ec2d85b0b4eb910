import type { LoadAsset } from "./assets.ts";
import type { CodecFactory } from "./emscripten.ts";
import { newCodec } from "./emscripten.ts";
import type { Raster } from "./raster.ts";
import { wasmModule } from "./wasmModules.ts";

/**
 * libwebp's own defaults (WebPConfig in encode.h); all of them have to be given. `use_sharp_yuv`
 * stays off: it moved flat colours by up to 4 levels instead of 2, for more bytes.
 */
const defaults = {
  target_size: 0,
  target_PSNR: 0,
  method: 4,
  sns_strength: 50,
  filter_strength: 60,
  filter_sharpness: 0,
  filter_type: 1,
  partitions: 0,
  segments: 4,
  pass: 1,
  show_compressed: 0,
  preprocessing: 0,
  autofilter: 0,
  partition_limit: 0,
  alpha_compression: 1,
  alpha_filtering: 1,
  alpha_quality: 100,
  lossless: 0,
  exact: 0,
  image_hint: 0,
  emulate_jpeg_size: 0,
  thread_level: 0,
  low_memory: 0,
  near_lossless: 100,
  use_delta_palette: 0,
  use_sharp_yuv: 0,
};

type Options = typeof defaults & { readonly quality: number };

/** cwebp's level 3 of 9: on drawings a fifth smaller than level 2, and hardly larger than the slow ones. Colours under transparent pixels stay. */
const losslessOptions: Options = { ...defaults, lossless: 1, method: 3, quality: 30, exact: 1 };

interface Encoder {
  encode(
    data: Uint8ClampedArray,
    width: number,
    height: number,
    options: Options,
  ): Uint8Array<ArrayBuffer> | null;
}

/** Writes a WebP, with alpha only where a pixel is not opaque. Throws a RangeError where libwebp cannot, for want of memory. */
export async function encodeWebp(
  raster: Raster,
  { quality, lossless }: { readonly quality: number; readonly lossless: boolean },
  load: LoadAsset,
): Promise<Uint8Array<ArrayBuffer>> {
  const module = await wasmModule("webp-encode.wasm", load);
  const { default: factory }: { default: CodecFactory<Encoder> } =
    await import("@jsquash/webp/codec/enc/webp_enc_simd.js");
  const encoder = await newCodec(factory, module, []);
  const options = lossless ? losslessOptions : { ...defaults, quality };
  const bytes = encoder.encode(raster.data, raster.width, raster.height, options);
  if (!bytes) {
    throw new RangeError("The WebP encoder gave up.");
  }
  return bytes;
}

import { UpscaleError } from "../core/errors.ts";
import type { LoadAsset } from "./assets.ts";
import type { CodecFactory } from "./emscripten.ts";
import { newCodec } from "./emscripten.ts";
import { withImageData } from "./imageData.ts";
import type { Raster } from "./raster.ts";
import { damaged, tooLarge } from "./refusals.ts";
import { wasmModule } from "./wasmModules.ts";

interface Decoder {
  decode(bytes: Uint8Array, appliesOrientation: boolean): Raster | null;
}

/** Decodes a JPEG that was inspected before; its orientation is left to the caller. */
export async function decodeJpeg(bytes: Uint8Array, load: LoadAsset): Promise<Raster> {
  const module = await wasmModule("jpeg-decode.wasm", load);
  const { default: factory }: { default: CodecFactory<Decoder> } =
    await import("@jsquash/jpeg/codec/dec/mozjpeg_dec.js");
  const messages: string[] = [];
  const decoder = await newCodec(factory, module, messages);
  const decoded = withImageData(() => read(decoder, bytes, messages));
  if (!decoded || messages.some(isDamage)) {
    throw damaged(messages.join("\n"));
  }
  const { width, height, data } = decoded;
  return { width, height, data };
}

function read(decoder: Decoder, bytes: Uint8Array, messages: readonly string[]): Raster | null {
  try {
    return decoder.decode(bytes, false);
  } catch (error) {
    throw refusal(messages.join("\n"), error);
  }
}

/** The words of libjpeg's errors: jerror.h. */
function refusal(message: string, cause: unknown): unknown {
  if (/^Unsupported color conversion/m.test(message)) {
    // Four inks, CMYK or YCCK: without their profile nobody knows the colours.
    return new UpscaleError("badSource", { subject: "cmyk", cause });
  }
  if (/^(Unsupported|Sorry)/m.test(message)) {
    return new UpscaleError("badSource", { subject: "rareJpeg", cause });
  }
  if (/^(Maximum supported image|Insufficient memory)/m.test(message)) {
    return tooLarge(message);
  }
  return cause instanceof RangeError ? cause : damaged(message || cause);
}

/** Warnings after which pixels are missing or wrong; stray bytes between segments are common and do not matter. */
const isDamage = (message: string): boolean =>
  /^(Corrupt JPEG data|Premature end|Inconsistent)/.test(message) &&
  !message.includes("extraneous bytes");

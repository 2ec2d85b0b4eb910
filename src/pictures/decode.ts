import { UpscaleError } from "../core/errors.ts";
import type { ImageInfo } from "../core/image/inspectImage.ts";
import { inspectImage } from "../core/image/inspectImage.ts";
import type { LoadAsset } from "./assets.ts";
import { decodeJpeg } from "./decodeJpeg.ts";
import { decodePng } from "./decodePng.ts";
import { decodeWebp } from "./decodeWebp.ts";
import { orient } from "./orient.ts";
import type { Raster } from "./raster.ts";
import { damaged, tooLarge } from "./refusals.ts";

/** Pixels that a picture may have: with more, its RGBA bytes alone are over 700 MB. */
export const pixelLimit = 178_956_970;

type Decode = (bytes: Uint8Array, load: LoadAsset) => Promise<Raster>;

const decoders: Record<ImageInfo["format"], Decode> = {
  png: decodePng,
  jpeg: decodeJpeg,
  webp: decodeWebp,
};

/**
 * The pixels of a PNG, JPEG or WebP file as people see them: EXIF orientation applied, alpha
 * straight, 16 bits reduced to their upper 8, no colour conversion. Throws an `UpscaleError`:
 * `badSource` with the problem as its subject, `tooLarge` before anything is allocated.
 */
export async function decode(bytes: Uint8Array, load: LoadAsset): Promise<Raster> {
  const info = inspectImage(bytes);
  if (!info.ok) {
    throw new UpscaleError("badSource", { subject: info.problem, detail: info.detected });
  }
  if (info.width * info.height > pixelLimit) {
    throw tooLarge();
  }
  const stored = await readPixels(decoders[info.format], bytes, load);
  const isWhole = stored.data.length === info.width * info.height * 4;
  if (stored.width !== info.width || stored.height !== info.height || !isWhole) {
    throw damaged();
  }
  return orient(stored, info.orientation);
}

async function readPixels(decoder: Decode, bytes: Uint8Array, load: LoadAsset): Promise<Raster> {
  try {
    return await decoder(bytes, load);
  } catch (error) {
    // An array or a memory that could not be had.
    throw error instanceof RangeError ? tooLarge(error) : error;
  }
}

import type { ImageInfo } from "../core/image/inspectImage.ts";
import { sideLimits } from "../core/sizeLimits.ts";
import type { LoadAsset } from "./assets.ts";
import { encodeJpeg } from "./encodeJpeg.ts";
import { encodePng } from "./encodePng.ts";
import { encodeWebp } from "./encodeWebp.ts";
import type { Raster, Size } from "./raster.ts";

type ImageFormat = ImageInfo["format"];

/** How a picture is written. */
export interface Encoding {
  readonly format: ImageFormat;
  /** 1..100, for JPEG and lossy WebP; from 90 up JPEG keeps colour at full resolution (4:4:4). */
  readonly quality: number;
  /** WebP without loss. PNG always is, JPEG never. */
  readonly lossless: boolean;
  /** False where a profile of red, green and blue is to describe the pixels. */
  readonly mayBeGrey?: boolean;
}

/** Whether a picture of this size can be written in a format. */
export const fits = ({ width, height }: Size, format: ImageFormat): boolean =>
  Math.max(width, height) <= sideLimits[format];

/**
 * The bytes of a file with these pixels and nothing else: no profile, no metadata. PNG is written
 * as grey, with a palette or without alpha where that loses nothing. Throws a RangeError where the
 * picture does not fit the format, has an alpha below 255 and is to become a JPEG (flatten it
 * first), or memory runs out.
 */
export async function encode(
  raster: Raster,
  encoding: Encoding,
  load: LoadAsset,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!fits(raster, encoding.format)) {
    throw new RangeError(`A ${encoding.format} cannot be ${raster.width} × ${raster.height}.`);
  }
  switch (encoding.format) {
    case "png":
      return encodePng(raster, encoding.mayBeGrey);
    case "jpeg":
      return encodeJpeg(raster, encoding.quality, load);
    case "webp":
      return encodeWebp(raster, encoding, load);
  }
}

import sharp from "sharp";
import type { Sharp } from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";

/** Decodes a file or bytes with sharp, ignoring any alpha. */
export function decodeOpaque(source: string | Uint8Array): Promise<Raster> {
  return pixelsOf(sharp(source).removeAlpha());
}

/** The pixels at the end of a sharp pipeline, as RGBA. */
export async function pixelsOf(pipeline: Sharp): Promise<Raster> {
  const { data, info } = await pipeline
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/** A sharp pipeline that starts from pixels. */
export function sharpOf({ width, height, data }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

import type { Encoding } from "../core/finishOptions.ts";
import { isOpaque } from "../pictures/alpha.ts";
import type { LoadAsset } from "../pictures/assets.ts";
import { encode, fits } from "../pictures/encode.ts";
import type { Raster, Size } from "../pictures/raster.ts";

/**
 * Writes a picture as it is wanted, or as PNG where that format cannot hold it. `mayBeGrey` is false
 * where a profile of red, green and blue is to describe the pixels.
 */
export const encodeHeld = (
  raster: Raster,
  wanted: Encoding,
  load: LoadAsset,
  mayBeGrey = true,
): Promise<Uint8Array<ArrayBuffer>> => {
  const isHeld = wanted.format !== "jpeg" || isOpaque(raster);
  const { format, isLossy, quality } = isHeld ? holding(raster, wanted) : { ...wanted, ...png };
  return encode(raster, { format, quality, lossless: !isLossy, mayBeGrey }, load);
};

/** Without loss, of any size, with or without transparency. */
const png = { format: "png", isLossy: false } as const;

/** What is wanted of a picture of this size, as far as a format can hold it. */
export const holding = (size: Size, wanted: Encoding): Encoding =>
  fits(size, wanted.format) ? wanted : { ...wanted, ...png };

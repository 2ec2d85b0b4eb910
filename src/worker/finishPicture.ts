import type { Encoding } from "../core/finishOptions.ts";
import { isAlready } from "../core/finishOptions.ts";
import type { EncodedImage } from "../core/encodedImage.ts";
import { isOpaque } from "../pictures/alpha.ts";
import type { LoadAsset } from "../pictures/assets.ts";
import { decode } from "../pictures/decode.ts";
import type { Size } from "../pictures/raster.ts";
import { holding } from "./encodeHeld.ts";
import { encodeTelling, telling } from "./encodeTelling.ts";
import type { MetadataSource } from "./metadataSource.ts";
import { takeTransparency } from "./takeTransparency.ts";
import type { AlphaTools } from "./takeTransparency.ts";

/** A result that is to become a file, and the source whose transparency it takes. */
export interface FinishTask {
  readonly result: EncodedImage;
  /** The file of a source that may be transparent; missing for one that cannot be. */
  readonly source: Uint8Array | undefined;
  readonly wanted: Encoding;
  readonly metadata: MetadataSource;
}

interface Tools extends AlphaTools {
  readonly load: LoadAsset;
}

/** The finished file; undefined where the result is one already. Throws where it cannot be made. */
export async function finishPicture(
  { result, source, wanted, metadata }: FinishTask,
  { load, ...tools }: Tools,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const seen = source && (await decode(source, load));
  const transparent = seen && !isOpaque(seen) ? seen : undefined;
  if (!transparent && isAlready(result, holding(result, wanted))) {
    return telling(result.bytes, metadata);
  }
  const raster = await decode(result.bytes, load);
  if (transparent) {
    assertShape(transparent, raster);
    await takeTransparency(raster, transparent, tools);
  }
  return encodeTelling(raster, wanted, metadata, load);
}

/** Alpha on a picture of other proportions would lie beside what it belongs to. */
function assertShape(source: Size, result: Size): void {
  const across = result.width / source.width;
  const down = result.height / source.height;
  // The model rounds its sides to multiples of 8 pixels before it enlarges them.
  const slack = Math.max(0.02, 8 / Math.min(source.width, source.height));
  if (Math.abs(across / down - 1) > slack) {
    throw new Error(`The result's shape, ${result.width} × ${result.height}, is not the source's.`);
  }
}

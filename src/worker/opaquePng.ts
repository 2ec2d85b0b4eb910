import { encodePng } from "../pictures/encodePng.ts";
import { readMetadata } from "../pictures/metadata/metadata.ts";
import { channelsOfProfile } from "../pictures/metadata/profile.ts";
import { withMetadata } from "../pictures/metadata/withMetadata.ts";
import { madeOpaque } from "../pictures/opaque.ts";
import type { Raster } from "../pictures/raster.ts";

/** The opaque picture that is sent instead of `source`: its pixels, and what their colours mean, no more. */
export async function opaquePng(
  raster: Raster,
  source: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { profile, colourChunks = [] } = await readMetadata(source);
  // A profile for colours does not fit a file that is stored as grey.
  const mayBeGrey = profile === undefined || channelsOfProfile(profile) !== "rgb";
  const png = await encodePng(madeOpaque(raster), mayBeGrey);
  return withMetadata(png, { profile, colourChunks }, { gps: "drop", sameColours: true });
}

import type { Encoding } from "../core/finishOptions.ts";
import type { Provenance } from "../core/provenance.ts";
import type { LoadAsset } from "../pictures/assets.ts";
import { readMetadata, saysAnything } from "../pictures/metadata/metadata.ts";
import { channelsOfProfile } from "../pictures/metadata/profile.ts";
import { retold, withMetadata } from "../pictures/metadata/withMetadata.ts";
import type { Raster } from "../pictures/raster.ts";
import { encodeHeld } from "./encodeHeld.ts";
import type { MetadataSource } from "./metadataSource.ts";

/**
 * A result's pixel values mean what its source's do. Pixels made on this device were never converted,
 * and Clarity takes the numbers of a picture for RGB without a look at its profile and gives numbers
 * back without one. So the source's profile describes both, as long as it is one of RGB; one of grey is
 * written as its twin in RGB, and sources of inks are refused.
 */
const sameColours = true;

/** Writes a picture as `encodeHeld` does, with the metadata of its source. */
export async function encodeTelling(
  raster: Raster,
  wanted: Encoding,
  { bytes, gps }: MetadataSource,
  load: LoadAsset,
): Promise<Uint8Array<ArrayBuffer>> {
  const metadata = await readMetadata(bytes);
  const isRgb = metadata.profile && channelsOfProfile(metadata.profile) === "rgb";
  const encoded = await encodeHeld(raster, wanted, load, !isRgb);
  return withMetadata(encoded, metadata, { gps, sameColours });
}

/** The same file with the metadata of its source; undefined where that changes nothing. No pixel is encoded anew. */
export async function telling(
  result: Uint8Array,
  { bytes, gps }: MetadataSource,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const metadata = await readMetadata(bytes);
  return saysAnything(metadata) ? retold(result, metadata, { gps, sameColours }) : undefined;
}

/** The same file saying how it was made, beside all that it says; undefined where it has no room for that. No pixel is encoded anew. */
export async function tellingHow(
  result: Uint8Array,
  made: Provenance,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const own = await readMetadata(result);
  return retold(result, own, { gps: "keep", sameColours, made });
}

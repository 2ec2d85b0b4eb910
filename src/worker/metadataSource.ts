import type { EncodedImage } from "../core/encodedImage.ts";
import type { FinishOptions } from "../core/finishOptions.ts";
import type { GpsChoice } from "../core/gps.ts";

/** The file whose metadata a result takes over, and whether its coordinates are among them. */
export interface MetadataSource {
  readonly bytes: Uint8Array;
  readonly gps: GpsChoice;
}

/** What a job's result is to tell. Jobs of versions that knew no such choice keep everything. */
export const metadataOf = (
  { bytes }: Pick<EncodedImage, "bytes">,
  { gps = "keep" }: FinishOptions,
): MetadataSource => ({ bytes, gps });

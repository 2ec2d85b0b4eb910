import { webpChunks } from "../../core/image/webpChunks.ts";
import { withoutExifName } from "../../core/image/exifOrientation.ts";
import type { Metadata } from "./metadata.ts";
import { soundProfile } from "./profile.ts";

/** What a WebP, which was inspected before, tells beside its pixels. */
export function readWebpMetadata(bytes: Uint8Array): Metadata {
  const chunks = [...webpChunks(bytes)];
  const dataOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data;
  const exif = dataOf("EXIF");
  return {
    profile: soundProfile(dataOf("ICCP")),
    exif: exif && withoutExifName(exif),
    xmp: dataOf("XMP "),
  };
}

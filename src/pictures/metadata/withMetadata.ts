import { areUint8ArraysEqual, concatUint8Arrays } from "uint8array-extras";
import { bareWebp } from "../../core/image/bareWebp.ts";
import { exifOrientation } from "../../core/image/exifOrientation.ts";
import type { GpsChoice } from "../../core/gps.ts";
import type { Provenance } from "../../core/provenance.ts";
import { inspectImage } from "../../core/image/inspectImage.ts";
import type { ImageInfo } from "../../core/image/inspectImage.ts";
import { resultFile } from "./resultFile.ts";
import { intoJpeg } from "./intoJpeg.ts";
import { intoPng } from "./intoPng.ts";
import type { Metadata } from "./metadata.ts";
import { resultMetadata } from "./resultMetadata.ts";
import type { ResultMetadata } from "./resultMetadata.ts";

/** What may be taken over from a source. */
export interface MetadataRules {
  readonly gps: GpsChoice;
  /**
   * The result's pixel values mean what the source's do, so that the source's profile describes them.
   * A result that brings a profile, or its like, of its own keeps that whatever this says.
   */
  readonly sameColours: boolean;
  /** How the result was made, where it is to say so. */
  readonly made?: Provenance | undefined;
}

/**
 * A PNG, JPEG or WebP with the metadata of its source, true of the result, instead of its own:
 * orientation and sizes are the result's, thumbnails are gone. No pixel is encoded anew. What the
 * format has no place for is left out: IPTC in a WebP, comments in another format than theirs,
 * EXIF, XMP and IPTC of more than 64 KB in a JPEG. Bytes that are no picture, or say all that already,
 * come back as they are.
 */
export const withMetadata = async <T extends Uint8Array>(
  result: T,
  source: Metadata,
  rules: MetadataRules,
): Promise<T | Uint8Array<ArrayBuffer>> => (await retold(result, source, rules)) ?? result;

/** The same; undefined where that changes nothing. */
export async function retold(
  result: Uint8Array,
  source: Metadata,
  { gps, sameColours, made }: MetadataRules,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const info = inspectImage(result);
  if (!info.ok) {
    return undefined;
  }
  const { width, height, orientation } = info;
  const before = (source.exif && exifOrientation(source.exif)) ?? 1;
  const isTurned = before !== orientation;
  const swapsSides = liesOnSide(before) !== liesOnSide(orientation);
  const changes = { width, height, orientation, isTurned, swapsSides, gps, sameColours, made };
  const metadata = resultMetadata(source, resultFile(result, info.format), changes);
  const parts = await into(result, info, metadata);
  return areAll(parts, result) ? undefined : concatUint8Arrays(parts);
}

/** Whether `parts`, one after the other, are `whole`. What lies where it lay needs no look. */
function areAll(parts: readonly Uint8Array[], whole: Uint8Array): boolean {
  let end = 0;
  const isThere = (part: Uint8Array): boolean => {
    const there = whole.subarray(end, (end += part.length));
    return isSameMemory(part, there) || areUint8ArraysEqual(part, there);
  };
  return parts.every(isThere) && end === whole.length;
}

const isSameMemory = (one: Uint8Array, other: Uint8Array): boolean =>
  one.buffer === other.buffer && one.byteOffset === other.byteOffset && one.length === other.length;

/** Exif 2.32, section 4.6.4: from 5 on, a row of the file is a column of the picture. */
const liesOnSide = (orientation: number): boolean => orientation >= 5;

function into(
  bytes: Uint8Array,
  info: ImageInfo,
  metadata: ResultMetadata,
): Uint8Array[] | Promise<Uint8Array[]> {
  switch (info.format) {
    case "png":
      return intoPng(bytes, metadata);
    case "jpeg":
      return intoJpeg(bytes, metadata);
    case "webp":
      return bareWebp(bytes, info, metadata);
  }
}

import { beginsWith } from "./byteReader.ts";
import { jpegMarker, jpegSegment, jpegSegments, segmentName } from "./jpegSegments.ts";
import type { JpegSegment } from "./jpegSegments.ts";

/** Frames and tables, scans, quantization, lines, restarts (T.81, table B.1): all that a decoder of pixels reads. */
const isForPixels = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || (marker >= 0xda && marker <= 0xdd);

/** What a JFIF header of that length holds before its thumbnail: version, density, the thumbnail's size. */
const jfifLength = 14;

/** Unit (0: none, only the ratio of the two), across, down. */
export type JfifDensity = readonly [unit: number, x: number, y: number];

/** What is put into a JPEG instead of what is taken out. */
export interface AddedToJpeg {
  /** For the JFIF header, where there is one. */
  readonly density?: JfifDensity | undefined;
  readonly segments?: readonly Uint8Array[] | undefined;
}

/**
 * The parts of a JPEG, which was inspected before, that pixels and their colours depend on, with
 * `added` segments where metadata belongs. All else is left out: EXIF, XMP, IPTC, comments,
 * thumbnails, further pictures, what stands between segments and after the end.
 */
export function bareJpeg(
  bytes: Uint8Array,
  { density = [0, 1, 1], segments: added = [] }: AddedToJpeg = {},
): Uint8Array[] {
  const kept = [...jpegSegments(bytes)].flatMap((segment) => keptOf(segment, density));
  // JFIF stands first, by its own standard.
  const front = kept[0]?.[1] === jpegMarker.app0 ? 1 : 0;
  return [
    Uint8Array.of(0xff, jpegMarker.start),
    ...kept.slice(0, front),
    ...added,
    ...kept.slice(front),
    Uint8Array.of(0xff, jpegMarker.end),
  ];
}

/** Whether a decoder takes this for a JFIF header, which says that the picture is grey or YCbCr. */
export const isJfif = ({ marker, data }: JpegSegment): boolean =>
  marker === jpegMarker.app0 && data.length >= jfifLength && beginsWith(data, segmentName.jfif);

function keptOf(segment: JpegSegment, density: JfifDensity): Uint8Array[] {
  const { marker, data, bytes, following } = segment;
  if (isForPixels(marker)) {
    return marker === jpegMarker.scan ? [bytes, following] : [bytes];
  }
  if (isJfif(segment)) {
    return [jpegSegment(marker, "", jfif(data, density))];
  }
  if (marker === jpegMarker.app14 && beginsWith(data, segmentName.adobe)) {
    // Twelve bytes say how colours are stored (libjpeg, jdmarker.c); more of them nobody reads.
    return [jpegSegment(marker, "", data.subarray(0, 12))];
  }
  return marker === jpegMarker.app2 && beginsWith(data, segmentName.profile) ? [bytes] : [];
}

/** The header's version with our density, and without its thumbnail. */
function jfif(data: Uint8Array, [unit, x, y]: JfifDensity): Uint8Array {
  const header = new Uint8Array(jfifLength);
  header.set(data.subarray(0, 7));
  header.set([unit, x >> 8, x & 0xff, y >> 8, y & 0xff], 7);
  return header;
}

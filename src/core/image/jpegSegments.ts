import { fromLatin1, uint16BE, uint8 } from "./byteReader.ts";
import { exifName } from "./exifOrientation.ts";
import type { ImageProblem } from "./inspection.ts";

/** Marker codes: ITU-T T.81, table B.1. */
export const jpegMarker = {
  temporary: 0x01,
  start: 0xd8,
  end: 0xd9,
  scan: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app13: 0xed,
  app14: 0xee,
  comment: 0xfe,
} as const;

/** What the data of an application's segment begins with. */
export const segmentName = {
  jfif: "JFIF\0",
  exif: exifName,
  xmp: "http://ns.adobe.com/xap/1.0/\0",
  profile: "ICC_PROFILE\0",
  photoshop: "Photoshop 3.0\0",
  adobe: "Adobe",
} as const;

/** What a segment's two bytes of length leave for its data. */
export const mostSegmentData = 0xffff - 2;

export interface JpegSegment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** The whole of it, with marker and length. */
  readonly bytes: Uint8Array;
  /** What follows it up to the next marker: pixels after a scan's header, elsewhere stray bytes. */
  readonly following: Uint8Array;
  /** What is wrong with it; its data means nothing then. */
  readonly problem?: ImageProblem;
}

/** What stands up to the end of the image; the last one has a problem where the bytes end before. */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  let offset = nextMarker(bytes, 2);
  let marker = uint8(bytes, offset);
  while (marker !== jpegMarker.end) {
    const end = offset + 1 + segmentLength(bytes, offset);
    const next = nextMarker(bytes, end);
    const segment = {
      marker,
      data: bytes.subarray(offset + 3, end),
      bytes: bytes.subarray(offset - 1, end),
      following: bytes.subarray(end, next - 1),
    };
    const problem = segmentProblem(bytes, offset, end);
    if (problem) {
      yield { ...segment, problem };
      return;
    }
    yield segment;
    offset = next;
    marker = uint8(bytes, offset);
  }
}

/** The length of what follows a marker, its own two bytes included; TEM alone has nothing. */
const segmentLength = (bytes: Uint8Array, offset: number): number =>
  uint8(bytes, offset) === jpegMarker.temporary ? 0 : uint16BE(bytes, offset + 1);

function segmentProblem(bytes: Uint8Array, offset: number, end: number): ImageProblem | undefined {
  const marker = uint8(bytes, offset);
  if (marker === jpegMarker.start) {
    return "damaged";
  }
  if (end > bytes.length || offset + 3 > bytes.length) {
    return "truncated";
  }
  return end >= offset + 3 || marker === jpegMarker.temporary ? undefined : "damaged";
}

/**
 * Where the code of the next marker stands, or the length where there is none. Skips the data of a
 * scan, in which FF is stuffed with 00 and restart markers belong to the data, and, as every decoder
 * does, stray bytes between segments.
 */
function nextMarker(bytes: Uint8Array, start: number): number {
  let offset = bytes.indexOf(0xff, start);
  while (offset !== -1) {
    const code = uint8(bytes, offset + 1);
    const isRestart = code >= 0xd0 && code <= 0xd7;
    if (code !== 0x00 && code !== 0xff && !isRestart) {
      return offset + 1;
    }
    offset = bytes.indexOf(0xff, offset + 1);
  }
  return bytes.length;
}

/** A new segment: up to `mostSegmentData` bytes, those of its name included. */
export function jpegSegment(marker: number, name: string, data: Uint8Array): Uint8Array {
  const length = name.length + data.length;
  const segment = new Uint8Array(4 + length);
  segment.set([0xff, marker, (length + 2) >> 8, (length + 2) & 0xff]);
  segment.set(fromLatin1(name), 4);
  segment.set(data, 4 + name.length);
  return segment;
}

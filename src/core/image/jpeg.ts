import { latin1, uint16BE, uint8 } from "./byteReader.ts";
import { exifOrientation } from "./exifOrientation.ts";
import type { ImageInspection, ImageProblem } from "./inspection.ts";
import { refused } from "./inspection.ts";

// Marker codes and layouts: ITU-T T.81, Annex B.
const temporary = 0x01;
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const app1 = 0xe1;

/** In the range of the frame headers, but tables and an extension (T.81, table B.1). */
const notFrames = new Set([0xc4, 0xc8, 0xcc]);

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Segment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** What is wrong with it; its data means nothing then. */
  readonly problem?: ImageProblem;
}

/** The bytes begin as a JPEG does: start of image, then another marker. */
export const isJpeg = (bytes: Uint8Array): boolean => latin1(bytes, 0, 3) === "\xff\xd8\xff";

/**
 * Walks the segments and scans up to the end of the image; what follows it (the further pictures of
 * a phone's MPF file, say) does not matter. JPEG has no checksums: damage inside the pixels passes.
 */
export function inspectJpeg(bytes: Uint8Array): ImageInspection {
  let size: Size | undefined;
  let orientation: number | undefined;
  let hasScan = false;
  for (const { marker, data, problem } of segmentsOf(bytes)) {
    if (problem) {
      return refused(problem);
    }
    size ??= isFrame(marker) ? readFrame(data) : undefined;
    orientation ??= marker === app1 ? readApp1(data) : undefined;
    hasScan ||= marker === startOfScan;
    if (!size && (isFrame(marker) || hasScan)) {
      return refused("damaged");
    }
  }
  return size && hasScan
    ? { ok: true, format: "jpeg", ...size, orientation: orientation ?? 1, hasAlpha: false }
    : refused("damaged");
}

/** What stands up to the end of the image; the last one has a problem where the bytes end before. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  let offset = nextMarker(bytes, 2);
  let marker = uint8(bytes, offset);
  while (marker !== endOfImage) {
    const end = offset + 1 + segmentLength(bytes, offset);
    const problem = segmentProblem(bytes, offset, end);
    if (problem) {
      yield { marker, data: bytes.subarray(offset), problem };
      return;
    }
    yield { marker, data: bytes.subarray(offset + 3, end) };
    offset = nextMarker(bytes, end);
    marker = uint8(bytes, offset);
  }
}

/** The length of what follows a marker, its own two bytes included; TEM alone has nothing. */
const segmentLength = (bytes: Uint8Array, offset: number): number =>
  uint8(bytes, offset) === temporary ? 0 : uint16BE(bytes, offset + 1);

function segmentProblem(bytes: Uint8Array, offset: number, end: number): ImageProblem | undefined {
  const marker = uint8(bytes, offset);
  if (marker === startOfImage) {
    return "damaged";
  }
  if (end > bytes.length || offset + 3 > bytes.length) {
    return "truncated";
  }
  return end >= offset + 3 || marker === temporary ? undefined : "damaged";
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

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker);

/** The size in a frame header; undefined where it contradicts itself. */
function readFrame(data: Uint8Array): Size | undefined {
  const height = uint16BE(data, 1);
  const width = uint16BE(data, 3);
  const components = uint8(data, 5);
  const isSane = width > 0 && height > 0 && components > 0 && data.length === 6 + 3 * components;
  return isSane ? { width, height } : undefined;
}

const readApp1 = (data: Uint8Array): number | undefined =>
  latin1(data, 0, 6) === "Exif\0\0" ? exifOrientation(data) : undefined;

import crc32 from "crc-32";
import { latin1, uint32BE } from "./byteReader.ts";
import { exifOrientation } from "./exifOrientation.ts";
import type { ImageInfo, ImageInspection, ImageProblem } from "./inspection.ts";
import { refused } from "./inspection.ts";

// Numbers and rules below: Portable Network Graphics (PNG) Specification, Third Edition.
const signature = "\x89PNG\r\n\x1a\n";
const chunkOverhead = 12;
const greatestNumber = 2 ** 31 - 1;

/** Bit depths that a colour type allows; types 4 and 6 carry alpha, type 3 is a palette. */
const bitDepths: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** What is wrong with it; its data means nothing then. */
  readonly problem?: ImageProblem;
}

type Header = Pick<ImageInfo, "width" | "height" | "hasAlpha"> & { readonly hasPalette: boolean };

/** The bytes begin as a PNG does; the line ends in its signature may already be broken. */
export const isPng = (bytes: Uint8Array): boolean => latin1(bytes, 0, 4) === signature.slice(0, 4);

/** Walks every chunk up to IEND and proves its checksum; what follows IEND does not matter. */
export function inspectPng(bytes: Uint8Array): ImageInspection {
  const start = latin1(bytes, 0, signature.length);
  if (start !== signature) {
    return refused(signature.startsWith(start) ? "truncated" : "damaged");
  }
  let header: Header | undefined;
  let orientation: number | undefined;
  let hasTransparentColour = false;
  let sawPalette = false;
  let imageBytes = 0;
  for (const { type, data, problem } of chunksOf(bytes)) {
    if (problem) {
      return refused(problem);
    }
    if (type === "CgBI") {
      return refused("unsupportedFormat", "CgBI (PNG for iOS)");
    }
    if (type === "acTL") {
      return refused("animated", "APNG");
    }
    header ??= readHeader(type, data);
    if (!header) {
      return refused("damaged");
    }
    sawPalette ||= type === "PLTE";
    hasTransparentColour ||= type === "tRNS";
    imageBytes += type === "IDAT" ? data.length : 0;
    orientation ??= type === "eXIf" ? exifOrientation(data) : undefined;
  }
  if (!header || imageBytes === 0 || (header.hasPalette && !sawPalette)) {
    return refused("damaged");
  }
  const { width, height } = header;
  const hasAlpha = header.hasAlpha || hasTransparentColour;
  return { ok: true, format: "png", width, height, orientation: orientation ?? 1, hasAlpha };
}

/** The chunks up to IEND; the last one has a problem where the bytes end or break before that. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  let offset = signature.length;
  let type: string;
  do {
    const length = uint32BE(bytes, offset);
    const end = offset + chunkOverhead + length;
    const checked = bytes.subarray(offset + 4, end - 4);
    type = latin1(bytes, offset + 4, 4);
    const problem = chunkProblem(bytes, offset, length);
    if (problem) {
      yield { type, data: checked, problem };
      return;
    }
    yield { type, data: checked.subarray(4) };
    offset = end;
  } while (type !== "IEND");
}

function chunkProblem(bytes: Uint8Array, offset: number, length: number): ImageProblem | undefined {
  const end = offset + chunkOverhead + length;
  if (offset + 8 > bytes.length) {
    return "truncated";
  }
  if (length > greatestNumber || !/^[A-Za-z]{4}$/.test(latin1(bytes, offset + 4, 4))) {
    return "damaged";
  }
  if (end > bytes.length) {
    return "truncated";
  }
  const computed = crc32.buf(bytes.subarray(offset + 4, end - 4));
  return computed === (uint32BE(bytes, end - 4) | 0) ? undefined : "damaged";
}

function readHeader(type: string, data: Uint8Array): Header | undefined {
  const width = uint32BE(data, 0);
  const height = uint32BE(data, 4);
  const [depth = 0, colour = -1, compression, filter, interlace = -1] = data.subarray(8);
  const isSane =
    type === "IHDR" &&
    data.length === 13 &&
    Math.min(width, height) > 0 &&
    Math.max(width, height) <= greatestNumber &&
    bitDepths[colour]?.includes(depth) === true &&
    compression === 0 &&
    filter === 0 &&
    (interlace === 0 || interlace === 1);
  return isSane
    ? { width, height, hasAlpha: colour === 4 || colour === 6, hasPalette: colour === 3 }
    : undefined;
}

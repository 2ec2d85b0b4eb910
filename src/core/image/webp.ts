import { latin1, uint16LE, uint24LE, uint32LE, uint8 } from "./byteReader.ts";
import { exifOrientation } from "./exifOrientation.ts";
import type { ImageInspection } from "./inspection.ts";
import { refused } from "./inspection.ts";
import { announcedLength, webpChunks } from "./webpChunks.ts";

// Layouts: RFC 9649 (container and lossless bitstream), RFC 6386 section 9.1 (lossy frames).
const alphaFlag = 0x10;
const animationFlag = 0x02;

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

interface Bitmap extends Canvas {
  readonly isLossy: boolean;
}

/** The bytes begin as a WebP file does. */
export const isWebp = (bytes: Uint8Array): boolean =>
  latin1(bytes, 0, 4) === "RIFF" && latin1(bytes, 8, 4) === "WEBP";

/** Walks the chunks within the length that the file's header announces; more bytes do not matter. */
export function inspectWebp(bytes: Uint8Array): ImageInspection {
  if (announcedLength(bytes) > bytes.length) {
    return refused("truncated");
  }
  let canvas: Canvas | undefined;
  let bitmap: Bitmap | undefined;
  let hasAlpha = false;
  let orientation: number | undefined;
  for (const { type, data, isWhole } of webpChunks(bytes)) {
    if (!isWhole) {
      return refused("damaged");
    }
    if (isAnimation(type, data)) {
      return refused("animated", "animated WebP");
    }
    if (type === "VP8X") {
      canvas ??= readCanvas(data);
    }
    bitmap ??= readBitmap(type, data);
    hasAlpha ||= type === "ALPH";
    orientation ??= type === "EXIF" ? exifOrientation(data) : undefined;
  }
  if (!bitmap || (canvas && !isSameSize(canvas, bitmap))) {
    return refused("damaged");
  }
  hasAlpha ||= bitmap.hasAlpha || canvas?.hasAlpha === true;
  const { width, height, isLossy } = bitmap;
  return {
    ok: true,
    format: "webp",
    width,
    height,
    orientation: orientation ?? 1,
    hasAlpha,
    isLossy,
  };
}

const isAnimation = (type: string, data: Uint8Array): boolean =>
  type === "ANIM" || type === "ANMF" || (type === "VP8X" && (uint8(data, 0) & animationFlag) !== 0);

function readCanvas(data: Uint8Array): Canvas {
  const hasAlpha = (uint8(data, 0) & alphaFlag) !== 0;
  return { width: uint24LE(data, 4) + 1, height: uint24LE(data, 7) + 1, hasAlpha };
}

/** What a chunk with pixels says about them; undefined for other chunks and broken ones. */
export function readBitmap(type: string, data: Uint8Array): Bitmap | undefined {
  if (type === "VP8 ") {
    return readLossy(data);
  }
  return type === "VP8L" ? readLossless(data) : undefined;
}

function readLossy(data: Uint8Array): Bitmap | undefined {
  const tag = uint24LE(data, 0);
  const isKeyFrame = (tag & 1) === 0 && latin1(data, 3, 3) === "\x9d\x01\x2a";
  const width = uint16LE(data, 6) & 0x3fff;
  const height = uint16LE(data, 8) & 0x3fff;
  const firstPartition = tag >>> 5;
  const isSane = isKeyFrame && width > 0 && height > 0 && firstPartition < data.length;
  return isSane ? { width, height, hasAlpha: false, isLossy: true } : undefined;
}

function readLossless(data: Uint8Array): Bitmap | undefined {
  const header = uint32LE(data, 1);
  const isSane = uint8(data, 0) === 0x2f && header >>> 29 === 0 && data.length > 5;
  const width = (header & 0x3fff) + 1;
  const height = ((header >>> 14) & 0x3fff) + 1;
  return isSane
    ? { width, height, hasAlpha: ((header >>> 28) & 1) === 1, isLossy: false }
    : undefined;
}

const isSameSize = (a: Canvas, b: Canvas): boolean => a.width === b.width && a.height === b.height;

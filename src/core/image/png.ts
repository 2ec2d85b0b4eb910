import { latin1, uint32BE } from "./byteReader.ts";
import { exifOrientation } from "./exifOrientation.ts";
import type { ImageInfo, ImageInspection } from "./inspection.ts";
import { refused } from "./inspection.ts";
import { greatestPngNumber, isIntact, pngChunks, pngSignature as signature } from "./pngChunks.ts";

/** Bit depths that a colour type allows; types 4 and 6 carry alpha, type 3 is a palette. */
const bitDepths: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

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
  for (const chunk of pngChunks(bytes)) {
    const { type, data, problem } = chunk;
    if (problem || !isIntact(chunk)) {
      return refused(problem ?? "damaged");
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
  return {
    ok: true,
    format: "png",
    width,
    height,
    orientation: orientation ?? 1,
    hasAlpha,
    isLossy: false,
  };
}

function readHeader(type: string, data: Uint8Array): Header | undefined {
  const width = uint32BE(data, 0);
  const height = uint32BE(data, 4);
  const [depth = 0, colour = -1, compression, filter, interlace = -1] = data.subarray(8);
  const isSane =
    type === "IHDR" &&
    data.length === 13 &&
    Math.min(width, height) > 0 &&
    Math.max(width, height) <= greatestPngNumber &&
    bitDepths[colour]?.includes(depth) === true &&
    compression === 0 &&
    filter === 0 &&
    (interlace === 0 || interlace === 1);
  return isSane
    ? { width, height, hasAlpha: colour === 4 || colour === 6, hasPalette: colour === 3 }
    : undefined;
}

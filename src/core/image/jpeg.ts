import { beginsWith, uint16BE, uint8 } from "./byteReader.ts";
import { exifName, exifOrientation } from "./exifOrientation.ts";
import type { ImageInspection } from "./inspection.ts";
import { refused } from "./inspection.ts";
import { jpegMarker, jpegSegments } from "./jpegSegments.ts";

/** Progressive pictures have some ten. Each takes a decoder over all pixels again, so thousands are an attack. */
const mostScans = 100;

/** In the range of the frame headers, but tables and an extension (T.81, table B.1). */
const notFrames = new Set([0xc4, 0xc8, 0xcc]);

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The bytes begin as a JPEG does: start of image, then another marker. */
export const isJpeg = (bytes: Uint8Array): boolean => beginsWith(bytes, "\xff\xd8\xff");

/**
 * Walks the segments and scans up to the end of the image; what follows it (the further pictures of
 * a phone's MPF file, say) does not matter. JPEG has no checksums: damage inside the pixels passes.
 */
export function inspectJpeg(bytes: Uint8Array): ImageInspection {
  let size: Size | undefined;
  let orientation: number | undefined;
  let scans = 0;
  for (const { marker, data, problem } of jpegSegments(bytes)) {
    if (problem) {
      return refused(problem);
    }
    size ??= isFrame(marker) ? readFrame(data) : undefined;
    orientation ??= marker === jpegMarker.app1 ? readApp1(data) : undefined;
    scans += marker === jpegMarker.scan ? 1 : 0;
    if (scans > mostScans || (!size && (isFrame(marker) || scans > 0))) {
      return refused("damaged");
    }
  }
  return size && scans > 0
    ? {
        ok: true,
        format: "jpeg",
        ...size,
        orientation: orientation ?? 1,
        hasAlpha: false,
        isLossy: true,
      }
    : refused("damaged");
}

export const isFrame = (marker: number): boolean =>
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
  beginsWith(data, exifName) ? exifOrientation(data) : undefined;

import { concatUint8Arrays } from "uint8array-extras";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import { bareJpeg } from "./image/bareJpeg.ts";
import { barePng } from "./image/barePng.ts";
import { bareWebp } from "./image/bareWebp.ts";
import { orientationExif } from "./image/exifOrientation.ts";
import { inspectImage } from "./image/inspectImage.ts";
import type { ImageInfo } from "./image/inspectImage.ts";
import { jpegMarker, jpegSegment, segmentName } from "./image/jpegSegments.ts";
import { pngChunk } from "./image/pngChunks.ts";

/**
 * The bytes of a picture as it is sent: its pixels as they are stored, their colour profile and their
 * orientation, and nothing else of what the file tells about people, places and times. Nothing is
 * encoded anew. Throws `badSource` for bytes that cannot be taken apart safely.
 */
export function forUpload({ bytes }: Pick<EncodedImage, "bytes">): Uint8Array<ArrayBuffer> {
  const info = inspectImage(bytes);
  if (!info.ok) {
    throw new UpscaleError("badSource", { subject: info.problem, detail: info.detected });
  }
  const { orientation } = info;
  const exif = orientation === 1 ? undefined : orientationExif(orientation);
  return concatUint8Arrays(bare(bytes, info, exif));
}

function bare(bytes: Uint8Array, info: ImageInfo, exif: Uint8Array | undefined): Uint8Array[] {
  switch (info.format) {
    case "png":
      return barePng(bytes, exif && pngChunk("eXIf", exif));
    case "jpeg":
      return bareJpeg(bytes, {
        segments: exif && [jpegSegment(jpegMarker.app1, segmentName.exif, exif)],
      });
    case "webp":
      return bareWebp(bytes, info, { exif });
  }
}

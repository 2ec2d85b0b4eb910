import { uint8 } from "../core/image/byteReader.ts";
import { jpegSegments } from "../core/image/jpegSegments.ts";
import type { EncodedImage } from "../core/encodedImage.ts";

/** In a JPEG's frame header: precision, height and width come before the number of components. */
const componentsAt = 5;

/** In a PNG's header, behind the signature, its chunk's length and name, and the size. */
const depthAt = 24;

/** The tables and the extension among the markers of frames (T.81, table B.1). */
const notFrames = new Set([0xc4, 0xc8, 0xcc]);

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker);

/** A JPEG of four inks, CMYK or YCCK: without its profile nobody knows the colours. */
export function isCmyk({ format, bytes }: Pick<EncodedImage, "format" | "bytes">): boolean {
  if (format !== "jpeg") {
    return false;
  }
  for (const { marker, data } of jpegSegments(bytes)) {
    if (isFrame(marker)) {
      return uint8(data, componentsAt) === 4;
    }
  }
  return false;
}

/** A PNG of 16 bits a channel. */
export const isDeep = ({ format, bytes }: Pick<EncodedImage, "format" | "bytes">): boolean =>
  format === "png" && uint8(bytes, depthAt) === 16;

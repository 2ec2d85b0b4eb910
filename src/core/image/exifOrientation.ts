import {
  beginsWith,
  fromLatin1,
  latin1,
  uint16BE,
  uint16LE,
  uint32BE,
  uint32LE,
} from "./byteReader.ts";

/** What an EXIF block begins with in a JPEG, and in some files of other formats. */
export const exifName = "Exif\0\0";

/** The block itself. */
export const withoutExifName = (exif: Uint8Array): Uint8Array =>
  beginsWith(exif, exifName) ? exif.subarray(exifName.length) : exif;

const orientationTag = 0x0112;
const entryLength = 12;

/**
 * The orientation 1..8 that an EXIF block asks for, with or without its `Exif\0\0` header; undefined
 * where it asks for none or cannot be read. Only the first directory counts: the second one
 * describes the thumbnail (Exif 2.32, 4.5.4).
 */
export function exifOrientation(exif: Uint8Array): number | undefined {
  const tiff = withoutExifName(exif);
  const magic = latin1(tiff, 0, 4);
  if (magic !== "II*\0" && magic !== "MM\0*") {
    return undefined;
  }
  const [uint16, uint32] = magic === "II*\0" ? [uint16LE, uint32LE] : [uint16BE, uint32BE];
  const directory = uint32(tiff, 4);
  const first = directory + 2;
  const fitting = Math.floor((tiff.length - first) / entryLength);
  const count = Math.min(uint16(tiff, directory), fitting);
  for (let index = 0; index < count; index++) {
    const entry = first + index * entryLength;
    if (uint16(tiff, entry) === orientationTag) {
      const value = uint16(tiff, entry + 8);
      return value >= 1 && value <= 8 ? value : undefined;
    }
  }
  return undefined;
}

/** A block (TIFF, little-endian) with one entry: the orientation, a SHORT, to be put in at 18. */
const orientationBlock = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";

/** The smallest EXIF block that asks for an orientation, and for nothing else. */
export function orientationExif(orientation: number): Uint8Array {
  const exif = fromLatin1(orientationBlock);
  exif[18] = orientation;
  return exif;
}

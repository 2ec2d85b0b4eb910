import { latin1, uint16BE, uint16LE, uint32BE, uint32LE } from "./byteReader.ts";

const orientationTag = 0x0112;
const entryLength = 12;

/**
 * The orientation 1..8 that an EXIF block asks for, with or without its `Exif\0\0` header; undefined
 * where it asks for none or cannot be read. Only the first directory counts: the second one
 * describes the thumbnail (Exif 2.32, 4.5.4).
 */
export function exifOrientation(exif: Uint8Array): number | undefined {
  const tiff = latin1(exif, 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif;
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

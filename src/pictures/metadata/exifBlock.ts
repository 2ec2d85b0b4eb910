import { latin1, uint16BE, uint16LE, uint32BE, uint32LE } from "../../core/image/byteReader.ts";

// Layouts: TIFF 6.0, section 2; tags and directories: Exif 2.32, section 4.6.
const entryLength = 12;

/** Bytes that a value of each type takes, from type 1 on. */
const typeSizes = [1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4] as const;

/** Text in UTF-8, since Exif 3.0. */
const unicodeType = 129;

const sizeOf = (type: number): number => (type === unicodeType ? 1 : (typeSizes[type - 1] ?? 0));

/** Tags whose value is where a directory stands. */
export const pointerTags = { exif: 0x8769, gps: 0x8825, interop: 0xa005 } as const;

export interface ExifEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The values as they are stored, in the block's byte order. */
  readonly value: Uint8Array;
  /** Where they stood, from the block's start. */
  readonly offset: number;
}

type Directory = readonly ExifEntry[];

/** An EXIF block taken apart, without its thumbnail. */
export interface ExifBlock {
  readonly isLittleEndian: boolean;
  /** About the picture (IFD0). */
  readonly image: Directory;
  /** About how it was taken. */
  readonly exif: Directory;
  readonly gps: Directory;
  readonly interop: Directory;
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly uint16: (bytes: Uint8Array, offset: number) => number;
  readonly uint32: (bytes: Uint8Array, offset: number) => number;
}

/** Takes a block apart; undefined where it is none, or where values lie over each other. What is broken in it is left out. */
export function readExif(bytes: Uint8Array): ExifBlock | undefined {
  const reader = readerOf(bytes);
  if (!reader) {
    return undefined;
  }
  const image = readDirectory(reader, reader.uint32(bytes, 4));
  const pointed = (from: Directory, pointer: number) => {
    const entry = from.find(({ tag }) => tag === pointer);
    return entry ? readDirectory(reader, reader.uint32(entry.value, 0)) : [];
  };
  const exif = pointed(image, pointerTags.exif);
  const gps = pointed(image, pointerTags.gps);
  const interop = pointed(exif, pointerTags.interop);
  const values = [image, exif, gps, interop].flat().filter(({ value }) => value.length > 4);
  const length = values.reduce((sum, { value }) => sum + value.length, 0);
  const isLittleEndian = reader.uint16 === uint16LE;
  return length <= bytes.length ? { isLittleEndian, image, exif, gps, interop } : undefined;
}

function readerOf(bytes: Uint8Array): Reader | undefined {
  switch (latin1(bytes, 0, 4)) {
    case "II*\0":
      return { bytes, uint16: uint16LE, uint32: uint32LE };
    case "MM\0*":
      return { bytes, uint16: uint16BE, uint32: uint32BE };
    default:
      return undefined;
  }
}

function readDirectory({ bytes, uint16, uint32 }: Reader, start: number): Directory {
  const fitting = Math.max(0, Math.floor((bytes.length - start - 2) / entryLength));
  const count = Math.min(uint16(bytes, start), fitting);
  const entries = Array.from({ length: count }, (_, index) => {
    const at = start + 2 + index * entryLength;
    const [type, values] = [uint16(bytes, at + 2), uint32(bytes, at + 4)];
    const length = values * sizeOf(type);
    const offset = length > 4 ? uint32(bytes, at + 8) : at + 8;
    const value = bytes.subarray(offset, offset + length);
    return { tag: uint16(bytes, at), type, count: values, value, offset, length };
  });
  const sound = entries.filter(({ value, length }) => length > 0 && value.length === length);
  return [...new Map(sound.toReversed().map((entry) => [entry.tag, entry])).values()];
}

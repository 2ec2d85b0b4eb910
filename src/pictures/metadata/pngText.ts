import { concatUint8Arrays } from "uint8array-extras";
import { fromLatin1, latin1, uint8 } from "../../core/image/byteReader.ts";
import type { PngChunk } from "../../core/image/pngChunks.ts";
import { pngChunk } from "../../core/image/pngChunks.ts";
import { inflated } from "./deflate.ts";

// Layouts: PNG specification, third edition, 11.3.3.
const longestKeyword = 79;

/** Bytes of a text that is unpacked. */
const mostText = 2 ** 24;

/** The keyword of an iTXt chunk with an XMP packet (XMP specification, part 3, 1.1.5). */
export const xmpKeyword = "XML:com.adobe.xmp";

export const isText = ({ type }: PngChunk): boolean =>
  type === "tEXt" || type === "zTXt" || type === "iTXt";

/** What stands before the first zero. */
export function keywordOf({ data }: Pick<PngChunk, "data">): string {
  const [keyword = ""] = latin1(data, 0, longestKeyword + 1).split("\0");
  return keyword;
}

/**
 * Not other metadata in disguise: XMP, ImageMagick's profiles in hexadecimal and its copies of EXIF,
 * thumbnails' facts. All of them would tell of the old file.
 */
export const isOrdinary = (chunk: PngChunk): boolean =>
  !/^(XML:com\.adobe\.xmp|Raw profile type |exif:|tiff:|Thumb::)/i.test(keywordOf(chunk));

/** Whether a text says by its keyword that it tells a place. */
export const isAboutPlace = (chunk: Pick<PngChunk, "data">): boolean =>
  /gps|location|latitude|longitude/i.test(keywordOf(chunk));

/** What a text chunk says, unpacked; undefined where it is damaged. */
export async function textOf(chunk: PngChunk | undefined): Promise<Uint8Array | undefined> {
  if (!chunk) {
    return undefined;
  }
  const { type, data } = chunk;
  const start = keywordOf(chunk).length + 1;
  switch (type) {
    case "tEXt":
      return data.subarray(start);
    case "zTXt":
      return inflated(data.subarray(start + 1), mostText);
    default: {
      const isCompressed = uint8(data, start) === 1;
      const text = data.subarray(afterZeros(data, start + 2, 2));
      return isCompressed ? inflated(text, mostText) : text;
    }
  }
}

/** Where so many zero-terminated texts end: an iTXt's language and its translated keyword. */
function afterZeros(data: Uint8Array, start: number, count: number): number {
  let offset = start;
  for (let index = 0; index < count; index += 1) {
    const zero = data.indexOf(0, offset);
    offset = zero === -1 ? data.length : zero + 1;
  }
  return offset;
}

/** A tEXt chunk. */
export const plainText = (keyword: string, text: Uint8Array): Uint8Array[] =>
  pngChunk("tEXt", concatUint8Arrays([fromLatin1(`${keyword}\0`), text]));

/** An iTXt chunk in UTF-8, not compressed, in no particular language. */
export const unicodeText = (keyword: string, text: Uint8Array): Uint8Array[] =>
  pngChunk("iTXt", concatUint8Arrays([fromLatin1(`${keyword}\0\0\0\0\0`), text]));

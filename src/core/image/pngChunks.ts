import { fromLatin1, latin1, uint32BE } from "./byteReader.ts";
import { crc } from "./crc.ts";
import type { ImageProblem } from "./inspection.ts";

// Numbers and rules below: Portable Network Graphics (PNG) Specification, Third Edition.
const chunkOverhead = 12;

/** What every PNG begins with. */
export const pngSignature = "\x89PNG\r\n\x1a\n";

/** The largest number that a PNG's four bytes may hold. */
export const greatestPngNumber = 2 ** 31 - 1;

export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** The whole of it, with length and checksum. */
  readonly bytes: Uint8Array;
  /** What is wrong with it; its data means nothing then. */
  readonly problem?: ImageProblem;
}

/**
 * The chunks up to IEND; the last one has a problem where the bytes end or break before that. Their checksums,
 * which cost a look at every byte, are proved by `isIntact`.
 */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  let offset = pngSignature.length;
  let type: string;
  do {
    const length = uint32BE(bytes, offset);
    const end = offset + chunkOverhead + length;
    const whole = bytes.subarray(offset, end);
    const data = whole.subarray(8, 8 + length);
    type = latin1(bytes, offset + 4, 4);
    const problem = chunkProblem(bytes, offset, length);
    if (problem) {
      yield { type, data, bytes: whole, problem };
      return;
    }
    yield { type, data, bytes: whole };
    offset = end;
  } while (type !== "IEND");
}

function chunkProblem(bytes: Uint8Array, offset: number, length: number): ImageProblem | undefined {
  const end = offset + chunkOverhead + length;
  if (offset + 8 > bytes.length) {
    return "truncated";
  }
  if (length > greatestPngNumber || !/^[A-Za-z]{4}$/.test(latin1(bytes, offset + 4, 4))) {
    return "damaged";
  }
  return end > bytes.length ? "truncated" : undefined;
}

/** Whether a whole chunk is what its checksum says. */
export const isIntact = ({ bytes }: Pick<PngChunk, "bytes">): boolean =>
  crc(bytes.subarray(4, -4)) === (uint32BE(bytes, bytes.length - 4) | 0);

/** The parts of a new chunk, for whoever puts a file together: its data is not copied. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array[] {
  const name = fromLatin1(type);
  const [length, checksum] = [new Uint8Array(4), new Uint8Array(4)];
  new DataView(length.buffer).setUint32(0, data.length);
  new DataView(checksum.buffer).setInt32(0, crc(data, crc(name)));
  return [length, name, data, checksum];
}

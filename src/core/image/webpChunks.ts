import { fromLatin1, latin1, uint32LE } from "./byteReader.ts";

// Layouts: RFC 9649, section 2.3.
const chunkOverhead = 8;
const firstChunk = 12;

export interface WebpChunk {
  readonly type: string;
  readonly data: Uint8Array;
  readonly isWhole: boolean;
}

/** How long a file is by its own header. */
export const announcedLength = (bytes: Uint8Array): number => chunkOverhead + uint32LE(bytes, 4);

/** The chunks within the length that the file's header announces. */
export function* webpChunks(bytes: Uint8Array): Generator<WebpChunk> {
  const file = bytes.subarray(0, announcedLength(bytes));
  let offset = firstChunk;
  while (offset + chunkOverhead <= file.length) {
    const start = offset + chunkOverhead;
    const length = uint32LE(file, offset + 4);
    const end = start + length;
    yield {
      type: latin1(file, offset, 4),
      data: file.subarray(start, end),
      isWhole: end <= file.length,
    };
    offset = end + (length % 2);
  }
}

/** The parts of a file with these chunks, whose data is not copied. */
export function webpFile(chunks: readonly Pick<WebpChunk, "type" | "data">[]): Uint8Array[] {
  const parts = chunks.flatMap(({ type, data }) => [
    ...head(type, data.length),
    data,
    new Uint8Array(data.length % 2),
  ]);
  const kind = fromLatin1("WEBP");
  const length = parts.reduce((sum, part) => sum + part.length, kind.length);
  return [...head("RIFF", length), kind, ...parts];
}

function head(type: string, length: number): Uint8Array[] {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, length, true);
  return [fromLatin1(type), size];
}

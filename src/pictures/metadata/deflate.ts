import { concatUint8Arrays } from "uint8array-extras";

/** zlib's format, compressed by the platform. */
export const deflated = async (bytes: Uint8Array): Promise<Uint8Array> =>
  concatUint8Arrays(await through(new CompressionStream("deflate"), bytes));

/** What zlib compressed; undefined where it is damaged or unpacks to more than `most` bytes. */
export async function inflated(bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  try {
    return concatUint8Arrays(await through(new DecompressionStream("deflate"), bytes, most));
  } catch {
    return undefined;
  }
}

/** Rejects with the stream's own error, or a RangeError where it gives more than `most` bytes. */
async function through(
  { readable, writable }: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array[]> {
  const [pieces] = await Promise.all([read(readable, most), write(writable, bytes)]);
  return pieces;
}

async function write(stream: WritableStream<BufferSource>, bytes: Uint8Array): Promise<void> {
  const writer = stream.getWriter();
  // One waits for the other, and a stream that fails says so to both.
  await Promise.all([writer.write(new Uint8Array(bytes)), writer.close()]);
}

async function read(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const reader = stream.getReader();
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    length += next.value.length;
    if (length > most) {
      const error = new RangeError("It unpacks to too much.");
      await reader.cancel(error);
      throw error;
    }
  }
  return pieces;
}

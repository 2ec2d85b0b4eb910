import { insertedAt } from "./images.ts";

/** A JPEG segment with its marker and length. */
export function jpegSegment(marker: number, ...data: readonly (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(
    data.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)),
  );
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A JPEG with segments after its JFIF header. */
export function withSegments(jpeg: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array {
  const jfif = 4 + ((jpeg[4] ?? 0) << 8) + (jpeg[5] ?? 0);
  return insertedAt(jpeg, jpeg[3] === 0xe0 ? jfif : 2, Buffer.concat(segments));
}

/** A PNG with chunks after its header. */
export const withChunks = (png: Uint8Array, ...chunks: readonly Uint8Array[]): Uint8Array =>
  insertedAt(png, 33, Buffer.concat(chunks));

/** A WebP chunk, padded. */
export function webpChunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** A WebP of exactly these chunks. */
export function webpOf(...chunks: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat([Buffer.from("WEBP"), ...chunks]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from("RIFF"), size, body]);
}

/** The chunks of a sound WebP, by type; those of a type that comes twice are lost but for the last. */
export function webpChunks(webp: Uint8Array): Map<string, Uint8Array> {
  const bytes = Buffer.from(webp);
  const chunks = new Map<string, Uint8Array>();
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(offset + 4);
    chunks.set(
      bytes.toString("latin1", offset, offset + 4),
      bytes.subarray(offset + 8, offset + 8 + length),
    );
    offset += 8 + length + (length % 2);
  }
  return chunks;
}

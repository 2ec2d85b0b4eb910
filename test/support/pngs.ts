import { deflateSync } from "node:zlib";
import { pngChunk } from "./images.ts";

/** What stands in a PNG; 2 × 1 pixels of 8 bits unless it says otherwise. */
export interface PngParts {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly type: number;
  readonly rows: readonly number[];
  readonly chunks?: readonly Uint8Array[];
}

/** A PNG of exactly these bytes: each row after the number of its filter. */
export function png({
  width = 2,
  height = 1,
  depth = 8,
  type,
  rows,
  chunks = [],
}: PngParts): Uint8Array {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, type, 0, 0, 0]);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", header),
    ...chunks,
    pngChunk("IDAT", deflateSync(Buffer.from(rows))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

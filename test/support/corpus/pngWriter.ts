import { deflateSync } from "node:zlib";
import { pngChunk } from "../images.ts";

/** How a PNG stores its pixels (specification, third edition, 11.2.1). */
export interface PngKind {
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly isInterlaced?: boolean;
}

/** A PNG of any kind. */
export interface PngPicture extends PngKind {
  readonly width: number;
  readonly height: number;
  /** The number that a channel has in a pixel, up to 2^depth - 1; the place in the palette, where there is one. */
  readonly sample: (x: number, y: number, channel: number) => number;
  /** What stands between the header and the pixels, palettes too. */
  readonly chunks?: readonly Uint8Array[];
  /** How many bytes a chunk of pixels has at most. */
  readonly chunkLength?: number;
}

const pngSignature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** How many numbers a pixel has. */
const channelsOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** Adam7: where each pass begins and how far its pixels stand apart, across and down. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

type Pass = readonly [x: number, y: number, across: number, down: number];

const wholePicture: readonly Pass[] = [[0, 0, 1, 1]];

/** The file, with unfiltered rows. */
export function pngOf(picture: PngPicture): Buffer {
  const passes: readonly Pass[] = picture.isInterlaced ? adam7 : wholePicture;
  const rows = passes.flatMap((pass) => rowsOf(picture, pass));
  return Buffer.concat([
    pngSignature,
    pngChunk("IHDR", header(picture)),
    ...(picture.chunks ?? []),
    ...pixelChunks(deflateSync(Buffer.concat(rows)), picture.chunkLength),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function header({ width, height, depth, colourType, isInterlaced }: PngPicture): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colourType, 0, 0, isInterlaced ? 1 : 0], 8);
  return data;
}

function pixelChunks(data: Buffer, length = data.length): Uint8Array[] {
  const count = Math.ceil(data.length / length);
  return Array.from({ length: count }, (_, index) =>
    pngChunk("IDAT", data.subarray(index * length, (index + 1) * length)),
  );
}

function rowsOf(picture: PngPicture, [left, top, across, down]: Pass): Buffer[] {
  const columns = Math.ceil((picture.width - left) / across);
  const rows = Math.ceil((picture.height - top) / down);
  if (columns <= 0 || rows <= 0) {
    return [];
  }
  return Array.from({ length: rows }, (_, row) => {
    const numbers = Array.from({ length: columns }, (_column, column) => column).flatMap((column) =>
      Array.from({ length: channelsOf[picture.colourType] }, (_channel, channel) =>
        picture.sample(left + column * across, top + row * down, channel),
      ),
    );
    return Buffer.concat([Buffer.from([0]), packed(numbers, picture.depth)]);
  });
}

/** Numbers of so many bits each, the first in the uppermost; bits that are left are 0. */
function packed(numbers: readonly number[], depth: number): Buffer {
  if (depth === 16) {
    return Buffer.from(numbers.flatMap((number) => [number >> 8, number & 0xff]));
  }
  const row = Buffer.alloc(Math.ceil((numbers.length * depth) / 8));
  for (const [index, number] of numbers.entries()) {
    const bit = index * depth;
    const at = Math.floor(bit / 8);
    row[at] = (row[at] ?? 0) | (number << (8 - depth - (bit % 8)));
  }
  return row;
}

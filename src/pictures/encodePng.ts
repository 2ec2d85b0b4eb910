import { concatUint8Arrays } from "uint8array-extras";
import { pngChunk } from "../core/image/pngChunks.ts";
import { filterRows } from "./pngFilter.ts";
import { pngLayout } from "./pngLayout.ts";
import type { PngLayout } from "./pngLayout.ts";
import type { Raster } from "./raster.ts";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Bytes given to the compressor at once: it works on them while the next are prepared. */
const bandBytes = 256 * 1024;

/**
 * Writes a PNG without loss, in the smallest layout that holds every pixel (grey, palette, RGB,
 * with alpha only where it is needed; grey only where it may be), compressed by the platform's own deflate.
 */
export async function encodePng(
  raster: Raster,
  mayBeGrey = true,
): Promise<Uint8Array<ArrayBuffer>> {
  const layout = pngLayout(raster, mayBeGrey);
  const pieces = await compress(raster, layout);
  const { palette, transparency } = layout;
  return concatUint8Arrays([
    signature,
    ...pngChunk("IHDR", header(raster, layout)),
    ...(palette ? pngChunk("PLTE", palette) : []),
    ...(transparency ? pngChunk("tRNS", transparency) : []),
    // As they come: putting them together first would take the file's size once more.
    ...pieces.flatMap((piece) => pngChunk("IDAT", piece)),
    ...pngChunk("IEND", new Uint8Array()),
  ]);
}

function header({ width, height }: Raster, { bitDepth, colourType }: PngLayout): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data[8] = bitDepth;
  data[9] = colourType;
  return data;
}

async function compress(raster: Raster, layout: PngLayout): Promise<Uint8Array[]> {
  const stream = new CompressionStream("deflate");
  const [pieces] = await Promise.all([
    piecesOf(stream.readable),
    writeRows(stream.writable, raster, layout),
  ]);
  return pieces;
}

async function piecesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    pieces.push(read.value);
  }
  return pieces;
}

async function writeRows(
  stream: WritableStream<BufferSource>,
  { height }: Raster,
  layout: PngLayout,
): Promise<void> {
  const writer = stream.getWriter();
  const count = Math.max(1, Math.floor(bandBytes / (layout.rowLength + 1)));
  let written = Promise.resolve();
  const filter = filterRows(layout);
  for (let y = 0; y < height; y += count) {
    const band = filter(y, Math.min(y + count, height));
    await written;
    written = writer.write(band);
  }
  await written;
  await writer.close();
}

import { isOpaque } from "./alpha.ts";
import type { LoadAsset } from "./assets.ts";
import type { CodecFactory } from "./emscripten.ts";
import { newCodec } from "./emscripten.ts";
import { joinStrips } from "./jpegStrips/joinStrips.ts";
import type { Raster } from "./raster.ts";
import { wasmModule } from "./wasmModules.ts";

/** From this quality up colour is not halved. */
const fullChroma = 90;

/**
 * Measured on photos of 4 megapixels: baseline with trellis takes half the time of progressive and
 * 3 to 5 % more bytes. Without trellis loops the encoder writes no image at all.
 */
const settings = {
  baseline: true,
  arithmetic: false,
  progressive: false,
  optimize_coding: true,
  smoothing: 0,
  color_space: 3,
  quant_table: 3,
  trellis_multipass: false,
  trellis_opt_zero: false,
  trellis_opt_table: false,
  trellis_loops: 1,
  auto_subsample: false,
  separate_chroma_quality: false,
  chroma_quality: 75,
} as const;

/**
 * The encoder takes up to 20 bytes a pixel, for it keeps two copies of the picture and two of its
 * coefficients. A strip of so many pixels fits into the 16 MB that its memory starts with. Put
 * together with restart markers, strips would need the standard's Huffman tables: 7 to 14 % more bytes.
 */
const stripPixels = 2 ** 19;

/** A whole number of a scan's units, 8 or 16 rows high: only then can strips be joined. */
const stripRows = (width: number): number => 16 * Math.max(1, Math.floor(stripPixels / width / 16));

interface Encoder {
  encode(
    data: Uint8ClampedArray,
    width: number,
    height: number,
    options: typeof settings & { quality: number; chroma_subsample: 1 | 2 },
  ): Uint8Array<ArrayBuffer>;
}

/** Writes a baseline JPEG: 4:4:4 from quality 90 up, 4:2:0 below. Throws a RangeError where the raster is not opaque. */
export async function encodeJpeg(
  raster: Raster,
  quality: number,
  load: LoadAsset,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isOpaque(raster)) {
    throw new RangeError("A JPEG cannot be transparent.");
  }
  const module = await wasmModule("jpeg-encode.wasm", load);
  const { default: factory }: { default: CodecFactory<Encoder> } =
    await import("@jsquash/jpeg/codec/enc/mozjpeg_enc.js");
  const encoder = await newCodec(factory, module, []);
  const chroma_subsample = quality >= fullChroma ? 1 : 2;
  const options = { ...settings, quality, chroma_subsample } as const;
  const strips = Array.from(stripsOf(raster), ({ data, height }) =>
    encoder.encode(data, raster.width, height, options),
  );
  const [first] = strips;
  return first && strips.length === 1 ? first : joinStrips(strips, raster.height);
}

/** The strips of a picture, from the top; their data is the picture's. */
function* stripsOf({ width, height, data }: Raster): Generator<Pick<Raster, "data" | "height">> {
  const most = stripRows(width);
  for (let y = 0; y < height; y += most) {
    const rows = Math.min(most, height - y);
    yield { height: rows, data: data.subarray(4 * width * y, 4 * width * (y + rows)) };
  }
}

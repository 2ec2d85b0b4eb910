import { lobes, tapsOf } from "./lanczos.ts";
import type { Taps } from "./lanczos.ts";
import type { Raster, Region, Size } from "./raster.ts";

/** How many pixels of the full picture are needed on each side of the ones that a result lies over, when `full` of them become `size` along an axis. */
export const support = (full: number, size: number): number =>
  full === size ? 0 : Math.ceil(lobes * Math.max(1, full / size) + 0.5);

/** The pixels of the full picture that `resample` needs for a part `output` of the resampled one. */
export function sourceRegion(full: Size, size: Size, output: Region): Region {
  const [x, width] = sourceSpan(full.width, size.width, output.x, output.width);
  const [y, height] = sourceSpan(full.height, size.height, output.y, output.height);
  return { x, y, width, height };
}

function sourceSpan(full: number, size: number, from: number, length: number): [number, number] {
  const margin = support(full, size);
  const start = Math.max(0, Math.floor((from * full) / size) - margin);
  const end = Math.min(full, Math.ceil(((from + length) * full) / size) + margin);
  return [start, end - start];
}

/**
 * The part `output` of the picture that a `full` picture gives when it is resampled to `size`
 * (Lanczos3; straight alpha in and out, black where nothing is seen), from the piece of it that lies at `at`. The piece has to
 * hold the `sourceRegion`; the result is then the same bytes as that part of the whole. Throws a
 * RangeError where something is missing. Needs a few rows of memory beside the result.
 */
export function resample(
  piece: Raster,
  at: { readonly x: number; readonly y: number },
  full: Size,
  size: Size,
  output: Region,
): Raster {
  const across = tapsWithin(
    tapsOf(full.width, size.width, output.x, output.width),
    at.x,
    piece.width,
  );
  const down = tapsWithin(
    tapsOf(full.height, size.height, output.y, output.height),
    at.y,
    piece.height,
  );
  const rowLength = output.width * 4;
  const data = new Uint8ClampedArray(output.height * rowLength);
  const rows = new RowWindow(piece, across, down.stride);
  const sums = new Float64Array(rowLength);
  for (let y = 0; y < output.height; y++) {
    const start = down.starts[y] ?? 0;
    sums.fill(0);
    for (let index = 0; index < (down.counts[y] ?? 0); index++) {
      addRow(sums, rows.at(start + index), down.weights[y * down.stride + index] ?? 0);
    }
    writeStraight(sums, data, y * rowLength);
  }
  return { width: output.width, height: output.height, data };
}

/** Taps counted from the piece's start instead of the full picture's. */
function tapsWithin(taps: Taps, offset: number, length: number): Taps {
  const starts = taps.starts.map((start) => start - offset);
  if (starts.some((start, index) => start < 0 || start + (taps.counts[index] ?? 0) > length)) {
    throw new RangeError("The piece lacks pixels that its resampling needs.");
  }
  return { ...taps, starts };
}

/** The rows of a piece, resampled across when they are first asked for; the last `count` are kept. */
class RowWindow {
  readonly #piece: Raster;
  readonly #across: Taps;
  readonly #rows: { y: number; row: Float32Array }[];
  readonly #premultiplied: Float32Array;

  constructor(piece: Raster, across: Taps, count: number) {
    this.#piece = piece;
    this.#across = across;
    const kept = Math.min(count, piece.height);
    const rowLength = across.starts.length * 4;
    this.#rows = Array.from({ length: kept }, () => ({ y: -1, row: new Float32Array(rowLength) }));
    this.#premultiplied = new Float32Array(piece.width * 4);
  }

  at(y: number): Float32Array {
    const slot = this.#rows[y % this.#rows.length];
    if (!slot) {
      throw new RangeError("A window without rows.");
    }
    if (slot.y !== y) {
      readPremultiplied(this.#piece, y, this.#premultiplied);
      resampleRow(this.#premultiplied, this.#across, slot.row);
      slot.y = y;
    }
    return slot.row;
  }
}

/** Invisible colours must not shine through, so every colour counts by its alpha. */
function readPremultiplied({ width, data }: Raster, y: number, row: Float32Array): void {
  let offset = y * width * 4;
  for (let index = 0; index < width * 4; index += 4) {
    const alpha = data[offset + 3] ?? 0;
    row[index] = ((data[offset] ?? 0) * alpha) / 255;
    row[index + 1] = ((data[offset + 1] ?? 0) * alpha) / 255;
    row[index + 2] = ((data[offset + 2] ?? 0) * alpha) / 255;
    row[index + 3] = alpha;
    offset += 4;
  }
}

/**
 * Both passes keep within what 8 bits hold, as Pillow's do. Where alpha swings over 255, colours
 * are scaled down with it: cut off alone, it would leave them brighter than any of the picture's.
 */
function resampleRow(row: Float32Array, taps: Taps, into: Float32Array): void {
  const { starts, counts, weights, stride } = taps;
  for (let x = 0; x < starts.length; x++) {
    let offset = (starts[x] ?? 0) * 4;
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    const first = x * stride;
    const end = first + (counts[x] ?? 0);
    for (let tap = first; tap < end; tap++) {
      const weight = weights[tap] ?? 0;
      red += weight * (row[offset] ?? 0);
      green += weight * (row[offset + 1] ?? 0);
      blue += weight * (row[offset + 2] ?? 0);
      alpha += weight * (row[offset + 3] ?? 0);
      offset += 4;
    }
    const kept = alpha < 0 ? 0 : alpha > 255 ? 255 : alpha;
    const gain = kept === alpha ? 1 : kept / alpha;
    into[4 * x] = within(red * gain, kept);
    into[4 * x + 1] = within(green * gain, kept);
    into[4 * x + 2] = within(blue * gain, kept);
    into[4 * x + 3] = kept;
  }
}

const within = (value: number, most: number): number =>
  value < 0 ? 0 : value > most ? most : value;

function addRow(sums: Float64Array, row: Float32Array, weight: number): void {
  for (let index = 0; index < sums.length; index++) {
    sums[index] = (sums[index] ?? 0) + weight * (row[index] ?? 0);
  }
}

/** Rounds and clamps as the array does. */
function writeStraight(sums: Float64Array, data: Uint8ClampedArray, offset: number): void {
  for (let index = 0; index < sums.length; index += 4) {
    const alpha = sums[index + 3] ?? 0;
    const gain = alpha < 0.5 ? 0 : 255 / alpha;
    data[offset + index] = (sums[index] ?? 0) * gain;
    data[offset + index + 1] = (sums[index + 1] ?? 0) * gain;
    data[offset + index + 2] = (sums[index + 2] ?? 0) * gain;
    data[offset + index + 3] = alpha;
  }
}

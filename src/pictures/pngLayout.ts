import { isOpaque } from "./alpha.ts";
import type { Raster } from "./raster.ts";

/** How pixels are laid out in a PNG (specification, third edition, 11.2.1). */
export interface PngLayout {
  readonly bitDepth: 1 | 2 | 4 | 8;
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  /** RGB of the palette's colours. */
  readonly palette?: Uint8Array;
  /** Alpha of the palette's first colours; the others are opaque. */
  readonly transparency?: Uint8Array;
  /** Bytes of a row. */
  readonly rowLength: number;
  /** Bytes from a pixel to the next; filters use them. 0 where rows are best left unfiltered. */
  readonly filterStep: number;
  /** Writes row `y` into an array of `rowLength` zeros or former rows. */
  readonly readRow: (y: number, row: Uint8Array) => void;
}

const mostColours = 256;

/** Up to so many colours fit into half a byte or less, which beats grey. */
const fewColours = 16;

/**
 * The layout that takes the least room without losing anything. `mayBeGrey` is false for a picture
 * with a profile of red, green and blue: such a one must not stand in a grey PNG (specification, third
 * edition, 11.3.2.3).
 */
export function pngLayout(raster: Raster, mayBeGrey = true): PngLayout {
  const pixels = new DataView(raster.data.buffer, raster.data.byteOffset, raster.data.byteLength);
  const colours = coloursOf(pixels);
  const isGrey =
    mayBeGrey && (colours ?? [pixels.getUint32(0)]).every(isGreyColour) && allGrey(raster);
  if (colours && (!isGrey || colours.length <= fewColours)) {
    return paletteLayout(raster.width, pixels, colours);
  }
  const opaque = isOpaque(raster);
  if (isGrey) {
    return channelLayout(raster, opaque ? [0] : [0, 3], opaque ? 0 : 4);
  }
  return channelLayout(raster, opaque ? [0, 1, 2] : [0, 1, 2, 3], opaque ? 2 : 6);
}

const isGreyColour = (colour: number): boolean =>
  colour >>> 24 === ((colour >>> 16) & 0xff) && colour >>> 24 === ((colour >>> 8) & 0xff);

function allGrey({ data }: Raster): boolean {
  for (let offset = 0; offset < data.length; offset += 4) {
    if (data[offset] !== data[offset + 1] || data[offset] !== data[offset + 2]) {
      return false;
    }
  }
  return true;
}

/** The colours (as RGBA numbers) if there are few enough for a palette, the most transparent first. */
function coloursOf(pixels: DataView): number[] | undefined {
  const colours = new Set<number>();
  let last = -1;
  for (let offset = 0; offset < pixels.byteLength; offset += 4) {
    const colour = pixels.getUint32(offset);
    if (colour !== last) {
      colours.add(colour);
      if (colours.size > mostColours) {
        return undefined;
      }
      last = colour;
    }
  }
  return [...colours].sort((a, b) => (a & 0xff) - (b & 0xff));
}

function paletteLayout(width: number, pixels: DataView, colours: readonly number[]): PngLayout {
  const bitDepth = colours.length <= 2 ? 1 : colours.length <= 4 ? 2 : colours.length <= 16 ? 4 : 8;
  const translucent = colours.filter((colour) => (colour & 0xff) !== 255);
  const indices = new Map(colours.map((colour, index) => [colour, index]));
  return {
    bitDepth,
    colourType: 3,
    palette: Uint8Array.from(
      colours.flatMap((c) => [c >>> 24, (c >>> 16) & 0xff, (c >>> 8) & 0xff]),
    ),
    ...(translucent.length > 0 && {
      transparency: Uint8Array.from(translucent, (colour) => colour & 0xff),
    }),
    rowLength: Math.ceil((width * bitDepth) / 8),
    filterStep: 0,
    readRow: (y, row) => readIndices(pixels, y * width * 4, width, bitDepth, indices, row),
  };
}

/** Packs the palette's indices of a row, the first in the highest bits. */
function readIndices(
  pixels: DataView,
  start: number,
  width: number,
  bitDepth: number,
  indices: ReadonlyMap<number, number>,
  row: Uint8Array,
): void {
  row.fill(0);
  let last = -1;
  let index = 0;
  for (let x = 0; x < width; x++) {
    const colour = pixels.getUint32(start + 4 * x);
    if (colour !== last) {
      index = indices.get(colour) ?? 0;
      last = colour;
    }
    const bit = x * bitDepth;
    const byte = bit >> 3;
    row[byte] = (row[byte] ?? 0) | (index << (8 - bitDepth - (bit & 7)));
  }
}

/** The given channels of RGBA, a byte each. */
function channelLayout(
  { width, data }: Raster,
  channels: readonly number[],
  colourType: 0 | 2 | 4 | 6,
): PngLayout {
  const step = channels.length;
  return {
    bitDepth: 8,
    colourType,
    rowLength: width * step,
    filterStep: step,
    readRow: (y, row) => {
      for (const [index, channel] of channels.entries()) {
        let offset = y * width * 4 + channel;
        for (let target = index; target < row.length; target += step) {
          row[target] = data[offset] ?? 0;
          offset += 4;
        }
      }
    },
  };
}

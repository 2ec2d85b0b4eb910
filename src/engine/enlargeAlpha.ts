import { betweenPixels } from "../pictures/betweenPixels.ts";
import type { Neighbours } from "../pictures/betweenPixels.ts";
import { copyInto, cut, emptyRaster } from "../pictures/pieces.ts";
import type { Raster, Region, Size } from "../pictures/raster.ts";
import { resample } from "../pictures/resample.ts";
import type { Network } from "./network/network.ts";
import { tiles } from "./tiles.ts";
import { upscaleTile } from "./upscaleTile.ts";

/** How long the work keeps its thread busy at a time. */
export interface Pace {
  /** Of a tile, px. */
  readonly largestSide: number;
  /** Stands between two tiles. */
  readonly pause: () => Promise<unknown>;
}

/**
 * Puts the alpha of `source`, brought to the size of `target`, into that, in place. A network doubles it as
 * often as needed, and the last doubling is reduced to fit. A sample stays between the least and the most alpha
 * of the four source pixels around it: what is fully transparent or opaque stays so, and nothing rings. Where the
 * source has nothing in between, the target has neither.
 */
export async function enlargeAlpha(
  network: Network,
  source: Raster,
  target: Raster,
  pace: Pace,
): Promise<void> {
  let grey = greyOfAlpha(source);
  if (!isEnlargement(source, target)) {
    const whole = { x: 0, y: 0, width: target.width, height: target.height };
    putAlpha(resample(grey, whole, grey, target, whole), whole, target);
  } else {
    for (const size of doublings(source, target)) {
      const doubled = emptyRaster(size);
      await eachTile(network, grey, size, pace, (piece, at) => copyInto(doubled, piece, at));
      grey = doubled;
    }
    await eachTile(network, grey, target, pace, (piece, at) => putAlpha(piece, at, target));
  }
  keepWithin(source, target);
  if (isBinary(source)) {
    harden(target);
  }
}

/** Whether every pixel is either there or not: cut-outs for palettes, colour keys and alpha tests, and pixel art. */
function isBinary({ data }: Raster): boolean {
  for (let offset = 3; offset < data.length; offset += 4) {
    if (data[offset] !== 0 && data[offset] !== 255) {
      return false;
    }
  }
  return true;
}

/** Makes each pixel either fully transparent or fully opaque. */
function harden({ data }: Raster): void {
  for (let offset = 3; offset < data.length; offset += 4) {
    data[offset] = (data[offset] ?? 0) < 128 ? 0 : 255;
  }
}

/** The alpha of a picture as a grey picture. */
function greyOfAlpha({ data, width, height }: Raster): Raster {
  const grey = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i += 4) {
    grey.fill(data[i + 3] ?? 0, i, i + 3);
    grey[i + 3] = 255;
  }
  return { data: grey, width, height };
}

/** Whether a network may help: not where a picture is reduced, or stretched so that one side would be. */
function isEnlargement(source: Size, target: Size): boolean {
  const across = target.width / source.width;
  const down = target.height / source.height;
  return Math.max(across, down) > 1 && Math.max(across, down) <= 2 * Math.min(across, down);
}

/** The sizes before the last doubling, which makes the target's. */
function doublings(source: Size, target: Size): Size[] {
  const sizes: Size[] = [];
  let { width, height } = source;
  while (2 * width < target.width || 2 * height < target.height) {
    width *= 2;
    height *= 2;
    sizes.push({ width, height });
  }
  return sizes;
}

/** Makes `size` out of a picture piece by piece. */
async function eachTile(
  network: Network,
  source: Raster,
  size: Size,
  pace: Pace,
  put: (piece: Raster, at: Region) => void,
): Promise<void> {
  const { context } = network;
  const largestSide = Math.min(network.largestSide, pace.largestSide);
  for (const { output, region, window } of tiles(source, size, { context, largestSide })) {
    const inWindow = { ...region, x: region.x - window.x, y: region.y - window.y };
    const pixels = cut(source, window);
    const level = levelOf(pixels);
    put(
      level === undefined
        ? upscaleTile(network, { window: pixels, region, inWindow, source, size, output })
        : evenGrey(output, level),
      output,
    );
    await pace.pause();
  }
}

/** The one level of a grey picture; undefined where there are several. Most of a sprite's tiles have one. */
function levelOf({ data }: Raster): number | undefined {
  for (let offset = 0; offset < data.length; offset += 4) {
    if (data[offset] !== data[0]) {
      return undefined;
    }
  }
  return data[0];
}

function evenGrey(size: Size, level: number): Raster {
  const even = emptyRaster(size);
  for (let offset = 0; offset < even.data.length; offset += 4) {
    even.data.fill(level, offset, offset + 3);
    even.data[offset + 3] = 255;
  }
  return even;
}

/** Makes alpha of a grey piece. */
function putAlpha(piece: Raster, at: Region, { width, data }: Raster): void {
  for (let y = 0; y < at.height; y += 1) {
    let from = 4 * y * at.width;
    let to = 4 * ((at.y + y) * width + at.x) + 3;
    for (let x = 0; x < at.width; x += 1) {
      data[to] = piece.data[from] ?? 0;
      from += 4;
      to += 4;
    }
  }
}

/** Holds every sample between the least and the most alpha of the four source pixels around it. */
function keepWithin(source: Raster, { width, height, data }: Raster): void {
  const columns = betweenPixels(source.width, width);
  const rows = betweenPixels(source.height, height);
  let last: Neighbours | undefined;
  let [least, most] = [new Uint8Array(), new Uint8Array()];
  for (const [y, row] of rows.entries()) {
    if (row.near !== last?.near || row.far !== last.far) {
      [least, most] = boundsOf(source, row);
      last = row;
    }
    let offset = 4 * y * width + 3;
    for (const { near, far } of columns) {
      const low = Math.min(least[near] ?? 0, least[far] ?? 0);
      const high = Math.max(most[near] ?? 255, most[far] ?? 255);
      data[offset] = Math.min(high, Math.max(low, data[offset] ?? 0));
      offset += 4;
    }
  }
}

/** The lesser and the greater alpha of two rows, for each column. */
function boundsOf(
  { width, data }: Raster,
  { near, far }: Neighbours,
): [least: Uint8Array<ArrayBuffer>, most: Uint8Array<ArrayBuffer>] {
  const [least, most] = [new Uint8Array(width), new Uint8Array(width)];
  for (let x = 0; x < width; x += 1) {
    const above = data[4 * (near * width + x) + 3] ?? 0;
    const below = data[4 * (far * width + x) + 3] ?? 0;
    least[x] = Math.min(above, below);
    most[x] = Math.max(above, below);
  }
  return [least, most];
}

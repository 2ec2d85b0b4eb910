import type { Region, Size } from "../pictures/raster.ts";
import { isDoubled } from "./upscaleTile.ts";
import { sourceRegion, support } from "../pictures/resample.ts";

/** A part of the work on a picture. */
export interface Tile {
  /** What it makes, in the output. */
  readonly output: Region;
  /** What is doubled for it, in the source. */
  readonly region: Region;
  /** `region` with what its pixels depend on, cut off at the source's edges. */
  readonly window: Region;
}

/** What must be known of a network to cut a picture into tiles for it; in source pixels. */
export interface NetworkFacts {
  readonly context: number;
  readonly largestSide: number;
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/**
 * Cuts the work of making `size` out of `source` into tiles for a network that doubles: equal ones, as large
 * as it takes. `size` is at most twice the source; where it is less, the doubled picture is reduced.
 */
export function tiles(source: Size, size: Size, facts: NetworkFacts): Tile[] {
  const doubled = { width: 2 * source.width, height: 2 * source.height };
  const columns = outputs(source.width, size.width, facts.largestSide);
  const rows = outputs(source.height, size.height, facts.largestSide);
  return rows.flatMap((row) =>
    columns.map((column) => {
      const output = { x: column.start, y: row.start, width: column.length, height: row.length };
      const region = halved(isDoubled(source, size) ? output : sourceRegion(doubled, size, output));
      return { output, region, window: grown(region, facts.context, source) };
    }),
  );
}

/** The outputs' extents along one axis, none of them needing more than `largest` source pixels. */
function outputs(source: number, size: number, largest: number): Span[] {
  // At both ends a reduction needs `support` doubled pixels, and rounding a source pixel.
  const margin = size === 2 * source ? 0 : support(2 * source, size) + 2;
  const count = Math.ceil(source / Math.max(1, largest - margin));
  const borders = Array.from({ length: count + 1 }, (_, index) =>
    Math.floor((Math.floor((index * source) / count) * size) / source),
  );
  return borders
    .slice(0, -1)
    .map((start, index) => ({ start, length: (borders[index + 1] ?? size) - start }))
    .filter(({ length }) => length > 0);
}

/** The source pixels that hold a region of the doubled picture. */
function halved({ x, y, width, height }: Region): Region {
  const left = Math.floor(x / 2);
  const top = Math.floor(y / 2);
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width) / 2) - left,
    height: Math.ceil((y + height) / 2) - top,
  };
}

function grown({ x, y, width, height }: Region, by: number, within: Size): Region {
  const left = Math.max(0, x - by);
  const top = Math.max(0, y - by);
  return {
    x: left,
    y: top,
    width: Math.min(within.width, x + width + by) - left,
    height: Math.min(within.height, y + height + by) - top,
  };
}

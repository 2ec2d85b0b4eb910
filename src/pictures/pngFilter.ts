import type { PngLayout } from "./pngLayout.ts";

/*
 * Filter types 0..4 of the PNG specification (third edition, section 9): none, sub, up, average,
 * Paeth. A row and the one above it have as many zeros before the first pixel as a pixel has bytes,
 * so that every byte has a left neighbour.
 */

/** Whichever of left, above and above left is nearest to left + above - aboveLeft. */
function paeth(left: number, above: number, aboveLeft: number): number {
  const toLeft = Math.abs(above - aboveLeft);
  const toAbove = Math.abs(left - aboveLeft);
  const toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
  if (toLeft <= toAbove && toLeft <= toAboveLeft) {
    return left;
  }
  return toAbove <= toAboveLeft ? above : aboveLeft;
}

/** How far a difference is from 0, seen as a signed byte. */
const size = (difference: number): number => Math.abs((difference << 24) >> 24);

/** The filter whose differences are the smallest in all: the specification's own advice (12.7). */
function bestFilter(row: Uint8Array, above: Uint8Array, step: number): number {
  let none = 0;
  let sub = 0;
  let up = 0;
  let average = 0;
  let nearest = 0;
  for (let index = step; index < row.length; index++) {
    const byte = row[index] ?? 0;
    const left = row[index - step] ?? 0;
    const over = above[index] ?? 0;
    none += size(byte);
    sub += size(byte - left);
    up += size(byte - over);
    average += size(byte - ((left + over) >> 1));
    nearest += size(byte - paeth(left, over, above[index - step] ?? 0));
  }
  const sums = [none, sub, up, average, nearest];
  return sums.indexOf(Math.min(...sums));
}

type Guess = (left: number, above: number, aboveLeft: number) => number;

/** What each filter takes from a byte. */
const guesses: readonly Guess[] = [
  () => 0,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function writeDifferences(
  guess: Guess,
  row: Uint8Array,
  above: Uint8Array,
  step: number,
  into: Uint8Array,
): void {
  for (let index = 0; index < into.length; index++) {
    const byte = row[index + step] ?? 0;
    into[index] = byte - guess(row[index] ?? 0, above[index + step] ?? 0, above[index] ?? 0);
  }
}

/**
 * A function that gives the rows from one up to another as a PNG compresses them: each after the
 * number of the filter that leaves the least. To be called for all rows in order.
 */
export function filterRows(
  layout: PngLayout,
): (from: number, to: number) => Uint8Array<ArrayBuffer> {
  const { rowLength, filterStep: step } = layout;
  let row = new Uint8Array(step + rowLength);
  let above = new Uint8Array(step + rowLength);
  return (from, to) => {
    const band = new Uint8Array((to - from) * (rowLength + 1));
    for (let y = from; y < to; y++) {
      layout.readRow(y, row.subarray(step));
      const filter = step === 0 ? 0 : bestFilter(row, above, step);
      const start = (y - from) * (rowLength + 1);
      band[start] = filter;
      const into = band.subarray(start + 1, start + 1 + rowLength);
      writeDifferences(guesses[filter] ?? paeth, row, above, step, into);
      [row, above] = [above, row];
    }
    return band;
  };
}

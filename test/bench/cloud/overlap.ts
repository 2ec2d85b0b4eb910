import type { Outcome } from "./arena.ts";

/** From when to when something went on, `now()`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Of the time in which images were sent or results received, the part in which fal had jobs of the same trial: 0 for
 * one image, whose transfers stand alone.
 */
export function shareOverlapped({ marks, jobs }: Outcome): number {
  const transfers = [
    ...spansOf(marks, "upload", "upload answered"),
    ...spansOf(marks, "submit", "submit answered"),
    ...spansOf(marks, "download", "downloaded"),
  ];
  const atFal = jobs.map(({ acceptedAt, doneAt }) => ({ from: acceptedAt, to: doneAt }));
  const all = lengthOf(transfers);
  return (all + lengthOf(atFal) - lengthOf([...transfers, ...atFal])) / all;
}

/** Each begins with one mark and ends with another: which one began it does not matter to their union. */
function spansOf(marks: Outcome["marks"], begin: string, end: string): Span[] {
  const timesOf = (wanted: string) =>
    marks.filter(({ name }) => name === wanted).map(({ at }) => at);
  const ends = timesOf(end);
  return timesOf(begin).map((from, index) => ({ from, to: ends[index] ?? from }));
}

/** How long at least one of the spans went on. */
function lengthOf(spans: readonly Span[]): number {
  let length = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    length += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return length;
}

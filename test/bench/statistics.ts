/** Of fewer numbers quartiles say nothing. */
const fewest = 5;

/** The middle of some numbers and the spread around it: the quartiles, or the least and the most of fewer than five. */
export interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Median and spread. Errors: none for an empty list, but it has no meaning (NaN). */
export function medianOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const outer = values.length < fewest ? 0 : 0.25;
  return {
    value: quantile(sorted, 0.5),
    low: quantile(sorted, outer),
    high: quantile(sorted, 1 - outer),
  };
}

/** Mean and spread. */
export function meanOf(values: readonly number[]): Spread {
  return { ...medianOf(values), value: mean(values) };
}

/** The sum by the number. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Interpolated between the two nearest of some sorted numbers. */
function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

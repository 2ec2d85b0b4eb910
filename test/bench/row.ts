/** A number that must not be above or below a limit. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the tables, and of the file that `--json` writes. */
export interface Row {
  /** What is measured. */
  readonly name: string;
  /** What it is compared with; empty where a number stands for itself. */
  readonly against: string;
  readonly value: number;
  readonly unit: string;
  /** The spread of what `value` is the median or the mean of, see `Spread`; `value` where it was measured once. */
  readonly low: number;
  readonly high: number;
  /** In words, or null where the number is only told. */
  readonly goal: string | null;
  /** Whether the goal is met; null without one. */
  readonly ok: boolean | null;
}

/** What a row is made of before its goal is judged. */
export interface Measured {
  readonly name: string;
  readonly against?: string;
  readonly unit: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** Makes a row, and judges `value` by the goal if there is one. */
export function row(measured: Measured, goal?: Goal): Row {
  const { name, against = "", unit, value, low = value, high = value } = measured;
  const judged = { goal: goal ? inWords(goal) : null, ok: goal ? isMet(value, goal) : null };
  return { name, against, value, unit, low, high, ...judged };
}

function inWords(goal: Goal): string {
  return "atMost" in goal ? `≤ ${short(goal.atMost)}` : `≥ ${short(goal.atLeast)}`;
}

function isMet(value: number, goal: Goal): boolean {
  return "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** A number as a table shows it: about three digits that mean something, or `more` of them. */
export function short(value: number, more = 0): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return Number.isInteger(value) ? value.toFixed(0) : value.toFixed(digits + more);
}

/** The row's value, and one digit more where it would look like a goal that it misses. */
export const shown = ({ value, goal, ok }: Row): string =>
  short(value, ok === false && goal?.endsWith(` ${short(value)}`) ? 1 : 0);

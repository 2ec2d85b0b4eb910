import { checkTemplate, defaultTemplate } from "./outputName.ts";
import type { ClarityInputs } from "./presets.ts";

/** What tells the variations of an image apart. */
export interface Varied {
  readonly input: "seed" | "creativity";
  readonly value: number;
}

/** One of several ways to draw the same image. */
export interface Variation {
  readonly inputs: ClarityInputs;
  readonly varied: Varied;
}

/** How many variations may be asked for at once. */
export const variationCounts = [2, 3, 4] as const;

/** Seeds that are short enough to be read in a file's name. */
const seeds = 1_000_000;

/** From the lowest creativity to the highest: each step must be one that people see. */
const creativitySpan = 0.4;

/** `count` different ways to draw with `inputs`. Where the creativity differs, the seed does not. */
export function variationsOf(
  inputs: ClarityInputs,
  input: Varied["input"],
  count: number,
  random: () => number = Math.random,
): Variation[] {
  if (input === "seed") {
    return differentSeeds(count, random).map((seed) => ({
      inputs: { ...inputs, seed },
      varied: { input, value: seed },
    }));
  }
  const seed = inputs.seed ?? Math.floor(random() * seeds);
  return creativitiesAround(inputs.creativity, count).map((creativity) => ({
    inputs: { ...inputs, creativity, seed },
    varied: { input, value: creativity },
  }));
}

/** One from each of `count` equal ranges, so that no two are the same. */
const differentSeeds = (count: number, random: () => number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(((index + random()) * seeds) / count));

/** Evenly spread, with `middle` in the middle unless that would leave the range from 0 to 1. */
export function creativitiesAround(middle: number, count: number): number[] {
  const lowest = Math.min(Math.max(middle - creativitySpan / 2, 0), 1 - creativitySpan);
  return Array.from({ length: count }, (_, index) =>
    Number((lowest + (index * creativitySpan) / (count - 1)).toFixed(2)),
  );
}

/**
 * The template by which the results of variations are told apart: `hero@2x.png` becomes
 * `hero@2x-seed123.png`. One that leaves no room for that is read as the default one.
 */
export function variationTemplate(template: string, { input, value }: Varied): string {
  const marked = withMark(template, `-${input}${value}`);
  return checkTemplate(marked) === undefined
    ? marked
    : withMark(defaultTemplate, `-${input}${value}`);
}

const withMark = (template: string, mark: string): string =>
  template.replace(/(?=\.\$\{ext\}$)/, () => mark);

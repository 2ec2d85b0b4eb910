import { isInCloud } from "./job.ts";
import type { Job, Output } from "./job.ts";
import { listPrice, outputMegapixels } from "./price.ts";

/** What a job is charged with, in dollars. */
export interface Cost {
  readonly dollars: number;
  /** Worked out from the pixels, because fal did not say what it charged. */
  readonly isEstimate: boolean;
}

type Priced = Pick<Job, "options" | "dollarsPerMegapixel">;

/** Jobs of older versions do not say what they were priced at. */
const rate = ({ options, dollarsPerMegapixel }: Priced): number =>
  options.model === "clarity" ? (dollarsPerMegapixel ?? listPrice.dollarsPerMegapixel) : 0;

/** What a done job cost: fal's own count where it gave one, else the pixels that arrived. Free on this device. */
export function costOf(
  job: Priced,
  { width, height, units }: Pick<Output, "width" | "height" | "units">,
): Cost {
  const isEstimate = isInCloud(job) && units === undefined;
  return { dollars: (units ?? (width * height) / 1e6) * rate(job), isEstimate };
}

/** Dollars that a job will cost; undefined where the size of its source is not known. */
export function expectedCost(
  job: Priced,
  source: { readonly width: number; readonly height: number } | undefined,
): number | undefined {
  if (!isInCloud(job)) {
    return 0;
  }
  return source && outputMegapixels(source, job.options.scale) * rate(job);
}

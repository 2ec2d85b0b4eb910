import * as vscode from "vscode";
import { costOf } from "../core/cost.ts";
import { isInCloud } from "../core/job.ts";
import type { Job, Output } from "../core/job.ts";
import { dollars } from "./priceText.ts";

interface Made {
  readonly job: Pick<Job, "options" | "dollarsPerMegapixel">;
  readonly output: Pick<Output, "width" | "height" | "units">;
}

/** What was made cost together: `$0.13 for 4.2 megapixels` as fal counted, `about $0.13`, or `free`. */
export function chargeText(made: readonly Made[]): string {
  const paid = made.filter(({ job }) => isInCloud(job));
  const costs = paid.map(({ job, output }) => costOf(job, output));
  return sumText({
    paid: paid.length,
    dollars: costs.reduce((sum, cost) => sum + cost.dollars, 0),
    isEstimate: costs.some(({ isEstimate }) => isEstimate),
    units: paid.reduce((sum, { output }) => sum + (output.units ?? 0), 0),
  });
}

/** The same for what is summed up already. */
export function sumText(sum: {
  readonly paid: number;
  readonly dollars: number;
  readonly isEstimate: boolean;
  readonly units: number;
}): string {
  if (sum.paid === 0) {
    return vscode.l10n.t("free");
  }
  return sum.isEstimate
    ? vscode.l10n.t("about {0}", dollars(sum.dollars))
    : vscode.l10n.t("{0} for {1}", dollars(sum.dollars), megapixelsText(sum.units));
}

/** Such as `1 megapixel`, `0.26 megapixels`. */
export function megapixelsText(megapixels: number): string {
  const number = unitsText(megapixels);
  return number === unitsText(1)
    ? vscode.l10n.t("1 megapixel")
    : vscode.l10n.t("{0} megapixels", number);
}

/** Units of fal's price, which are megapixels. */
export const unitsText = (units: number): string =>
  new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: units < 1 ? 2 : 1 }).format(
    units,
  );

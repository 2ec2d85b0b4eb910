import * as vscode from "vscode";
import type { Spending, SpendingSum } from "../core/ledger.ts";
import type { LedgerEntry } from "../core/ledgerEntry.ts";
import type { Price } from "../core/price.ts";
import { sumText, unitsText } from "./chargeText.ts";
import { escapeMarkdown } from "./markdown.ts";
import { dollars, priceText } from "./priceText.ts";

/** More than these are not listed: nobody reads them, and an editor takes long to colour them. */
const mostJobs = 2000;

/** What was spent on the day and in the month of `now`, milliseconds since 1970, and on each job, in Markdown. */
export function spendingText({ today, month, jobs }: Spending, price: Price, now: number): string {
  const thisMonth: Intl.DateTimeFormatOptions = { month: "long", year: "numeric" };
  return [
    `# ${vscode.l10n.t("Spending at fal.ai")}`,
    "",
    row("", vscode.l10n.t("Cost"), vscode.l10n.t("Images"), vscode.l10n.t("On this device")),
    row("---", "---:", "---:", "---:"),
    sumRow(`${vscode.l10n.t("Today")} (${dateText(now, { dateStyle: "long" })})`, today),
    sumRow(`${vscode.l10n.t("This month")} (${dateText(now, thisMonth)})`, month),
    "",
    ...explanation(price),
    `## ${vscode.l10n.t("Jobs")}`,
    "",
    ...jobsText(jobs),
    "",
  ].join("\n");
}

function explanation(price: Price): string[] {
  return [
    vscode.l10n.t(
      "Megapixels are given where fal.ai said what it charged. What is marked “about” is an estimate from the pixels of the result. Days begin at midnight on this computer.",
    ),
    "",
    vscode.l10n.t(
      "Estimates of today use {0}. What fal.ai really charged is on [its billing page]({1}).",
      priceText(price),
      "https://fal.ai/dashboard/billing",
    ),
    "",
    vscode.l10n.t(
      "The settings {0} and {1} stop a run that would cost more than you want.",
      "`clarityUpscaler.maxCostPerRun`",
      "`clarityUpscaler.maxCostPerDay`",
    ),
    "",
  ];
}

function jobsText(jobs: readonly LedgerEntry[]): string[] {
  if (jobs.length === 0) {
    return [vscode.l10n.t("Nothing has been upscaled yet.")];
  }
  const left = jobs.length - mostJobs;
  return [
    row(
      vscode.l10n.t("When"),
      vscode.l10n.t("Image"),
      vscode.l10n.t("Pixels"),
      vscode.l10n.t("Cost"),
    ),
    row("---", "---", "---:", "---:"),
    ...jobs.slice(0, mostJobs).map(jobRow),
    ...(left > 0 ? ["", vscode.l10n.t("Older jobs that are not listed: {0}.", left)] : []),
  ];
}

function sumRow(label: string, sum: SpendingSum): string {
  const cost = sum.paid === 0 ? dollars(0) : sumText(sum);
  return row(label, cost, unitsText(sum.paid), sum.free === 0 ? "" : freeText(sum.free));
}

function jobRow({ at, name, options, width, height, units, ...entry }: LedgerEntry): string {
  const isHere = options.model !== "clarity";
  const cost = sumText({
    paid: isHere ? 0 : 1,
    dollars: entry.dollars,
    isEstimate: units === undefined,
    units: units ?? 0,
  });
  return row(
    dateText(at, { dateStyle: "medium", timeStyle: "short" }),
    name === undefined ? "" : escapeMarkdown(name),
    `${width} × ${height}`,
    isHere ? vscode.l10n.t("free, on this device") : cost,
  );
}

const freeText = (count: number): string =>
  count === 1 ? vscode.l10n.t("1 image, free") : vscode.l10n.t("{0} images, free", count);

const dateText = (at: number, format: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(vscode.env.language, format).format(at);

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

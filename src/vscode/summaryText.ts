import * as vscode from "vscode";
import { costOf } from "../core/cost.ts";
import type { SourceFile } from "../core/files.ts";
import type { CancelState, JobOutcome } from "../core/job.ts";
import type { SkippedImage } from "../core/plan.ts";
import { listPrice } from "../core/price.ts";
import { wayOut } from "../core/wayOut.ts";
import { chargeText } from "./chargeText.ts";
import { failureText } from "./failureText.ts";
import { escapeMarkdown } from "./markdown.ts";
import { outputFacts, seconds } from "./outputText.ts";
import { dollars } from "./priceText.ts";
import { skipText } from "./skipText.ts";
import { wayOutText } from "./wayOutText.ts";

/** What there is to tell of a batch. */
export interface Summary {
  readonly outcomes: readonly JobOutcome[];
  readonly skipped: readonly SkippedImage[];
  /** Milliseconds that the command took; missing for one of another day. */
  readonly elapsed?: number | undefined;
}

type Outcome<State extends JobOutcome["state"]> = Extract<JobOutcome, { state: State }>;

/** How every image of a batch ended, and what it cost, as a Markdown document. */
export function summaryText({ outcomes, skipped, elapsed }: Summary): string {
  const done = outcomes.filter((outcome) => outcome.state === "done");
  const failed = outcomes.filter((outcome) => outcome.state === "failed");
  const cancelled = outcomes.filter((outcome) => outcome.state === "cancelled");
  const blocks = [
    `# ${titleText(done.length, outcomes.length)}`,
    factsText(done, elapsed),
    ...section(vscode.l10n.t("Made: {0}", done.length), [list(done.map(madeText))]),
    ...section(vscode.l10n.t("Skipped: {0}", skipped.length), grouped(skipped, skippedText)),
    ...section(
      vscode.l10n.t("Failed: {0}", failed.length),
      grouped(failed.map(withSource), failedText),
    ),
    ...section(
      vscode.l10n.t("Cancelled: {0}", cancelled.length),
      grouped(cancelled.map(withSource), ({ cancel }) => cancelTexts[cancel]),
    ),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function titleText(done: number, all: number): string {
  if (done < all) {
    return vscode.l10n.t("Upscaled {0} of {1} images", done, all);
  }
  return all === 1 ? vscode.l10n.t("Upscaled 1 image") : vscode.l10n.t("Upscaled {0} images", all);
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** Nothing at all where there is nothing below the heading. */
const section = (heading: string, blocks: readonly string[]): readonly string[] =>
  blocks.some((block) => block !== "") ? [`## ${heading}`, ...blocks] : [];

const withSource = <O extends JobOutcome>(outcome: O): O & { readonly source: SourceFile } => ({
  ...outcome,
  source: outcome.job.source,
});

/** Each reason once, over the sources that it is the reason for. */
function grouped<One extends { readonly source: SourceFile }>(
  all: readonly One[],
  why: (one: One) => string,
): string[] {
  const groups = new Map<string, string[]>();
  for (const one of all) {
    const reason = why(one);
    groups.set(reason, [...(groups.get(reason) ?? []), sourceText(one.source)]);
  }
  return [...groups].flatMap(([reason, sources]) => [escapeMarkdown(reason), list(sources)]);
}

const pathText = (uri: string): string =>
  escapeMarkdown(vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));

const sourceText = ({ uri, name, hosted }: SourceFile): string =>
  hosted ? escapeMarkdown(name) : pathText(uri);

const madeText = (done: Outcome<"done">): string =>
  `${sourceText(done.job.source)} → ${pathText(done.output.uri)}: ${outputFacts(done)}`;

function skippedText({ why }: SkippedImage): string {
  const [first = "", ...rest] = skipText(why);
  return `${first.toLocaleUpperCase(vscode.env.language)}${rest.join("")}.`;
}

/** Why, and what to do. */
const failedText = (failed: Outcome<"failed">): string =>
  `${failureText(failed.error)} ${wayOutText(wayOut(failed))}`;

const cancelTexts: Record<CancelState, string> = {
  notSent: vscode.l10n.t("Nothing was sent and nothing is charged."),
  cancelled: vscode.l10n.t("It was sent and may still be charged."),
  completed: vscode.l10n.t(
    "fal.ai had finished before it was cancelled, so it is charged: choose Get Result in “Clarity Upscaler: Show Jobs”.",
  ),
  unknown: vscode.l10n.t(
    "fal.ai could not be told to cancel, so it may go on and be charged: choose Get Result in “Clarity Upscaler: Show Jobs”.",
  ),
};

/** What is true of the batch as a whole. */
const factsText = (done: readonly Outcome<"done">[], elapsed: number | undefined): string =>
  list([
    ...(done.length > 0 ? [vscode.l10n.t("Price: {0}", chargeText(done)), ...rateTexts(done)] : []),
    ...(elapsed === undefined ? [] : [vscode.l10n.t("Time: {0}", seconds(elapsed))]),
  ]);

/** What “about” means, for each price that estimates were made at. */
function rateTexts(done: readonly Outcome<"done">[]): string[] {
  const estimated = done.filter(({ job, output }) => costOf(job, output).isEstimate);
  const rates = estimated.map(
    ({ job }) => job.dollarsPerMegapixel ?? listPrice.dollarsPerMegapixel,
  );
  return [...new Set(rates)].map((rate) =>
    vscode.l10n.t(
      "“About” is an estimate from the pixels, at {0} a megapixel: fal.ai did not say what it charged.",
      dollars(rate),
    ),
  );
}

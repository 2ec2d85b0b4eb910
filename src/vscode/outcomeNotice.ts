import * as vscode from "vscode";
import type { UpscaleError } from "../core/errors.ts";
import { isInCloud } from "../core/job.ts";
import type { CancelState, Job, JobOutcome } from "../core/job.ts";
import type { SkippedImage } from "../core/plan.ts";
import { doableHere, remedy } from "../core/wayOut.ts";
import type { Remedy } from "../core/wayOut.ts";
import { chargeText } from "./chargeText.ts";
import { failureText } from "./failureText.ts";
import { outputText, seconds } from "./outputText.ts";
import type { Summary } from "./summaryText.ts";

/** What a button of a notice does. */
export type NoticeAction =
  | { readonly kind: "open" | "reveal"; readonly uri: string }
  | { readonly kind: "undo"; readonly batch: string }
  | { readonly kind: "chooseModel" }
  | { readonly kind: "upscaleHere"; readonly jobs: readonly Job[] }
  | { readonly kind: "showDetails"; readonly summary: Summary }
  | Remedy;

/** The one sentence at the end of a command. */
export interface Notice {
  readonly severity: "info" | "warning" | "error";
  readonly text: string;
  readonly actions: readonly NoticeAction[];
}

type Outcome<State extends JobOutcome["state"]> = Extract<JobOutcome, { state: State }>;

interface BatchFacts {
  /** Things that were selected and are no images. */
  readonly notImages: number;
  /** Images of a lot that were left out. */
  readonly leftOut?: readonly SkippedImage[];
  /** Milliseconds that the command took; missing for one of another day. */
  readonly elapsed?: number;
}

/** How a command ended, or undefined when there is nothing to tell: the user cancelled and nothing was sent. */
export function outcomeNotice(
  outcomes: readonly JobOutcome[],
  { notImages, leftOut = [], elapsed }: BatchFacts,
): Notice | undefined {
  const failed = outcomes.filter((outcome) => outcome.state === "failed");
  const done = outcomes.filter((outcome) => outcome.state === "done");
  const cancelled = outcomes.filter((outcome) => outcome.state === "cancelled");
  const cancelTexts = cancelledTexts(cancelled);
  const isAllDone = failed.length === 0 && cancelled.length === 0;
  const texts = [
    isAllDone ? doneText(done, elapsed) : undefined,
    failedText(failed, done.length, outcomes.length),
    failed.length === 0 ? partText(done.length, outcomes.length) : undefined,
    ...cancelTexts,
    done.length > 0 ? unsentText(cancelled) : undefined,
    isAllDone ? undefined : spentText(done),
    notImagesText(notImages),
    leftOutText(leftOut.length),
  ].filter((text) => text !== undefined);
  if (!isAllDone && done.length + failed.length + cancelTexts.length === 0) {
    return undefined;
  }
  const help = remedy(outcomes);
  const severity = failed.length > 0 ? "error" : help ? "warning" : "info";
  const actions = isAllDone ? doneActions(done) : help ? [help, ...hereAction(outcomes)] : [];
  const details = detailsAction({ outcomes, skipped: leftOut, elapsed });
  return { severity, text: texts.join(" "), actions: [...actions, ...details] };
}

/** How the jobs ended that another window had left behind. */
export function resumeNotice(outcomes: readonly JobOutcome[]): Notice | undefined {
  const done = outcomes.filter((outcome) => outcome.state === "done");
  const [first] = done;
  if (first === undefined || done.length < outcomes.length) {
    return outcomes.length === 0 ? undefined : outcomeNotice(outcomes, { notImages: 0 });
  }
  return {
    severity: "info",
    text:
      done.length === 1
        ? vscode.l10n.t("Finished after a restart: {0}", outputText(first))
        : vscode.l10n.t("Finished {0} images after a restart: {1}.", done.length, chargeText(done)),
    actions: [...revealAction(first.output.uri), ...detailsAction({ outcomes, skipped: [] })],
  };
}

/** A failure before there were jobs. */
export function errorNotice(error: UpscaleError): Notice {
  const kind = error.reason === "badSetting" ? "openSettings" : "showLog";
  return {
    severity: "error",
    text: failureText(error),
    actions: [{ kind, jobs: [], subject: error.subject }],
  };
}

function notImagesText(count: number): string | undefined {
  if (count === 0) {
    return undefined;
  }
  return count === 1
    ? vscode.l10n.t("1 file is not an image and was skipped.")
    : vscode.l10n.t("{0} files are not images and were skipped.", count);
}

function leftOutText(leftOut: number): string | undefined {
  if (leftOut === 0) {
    return undefined;
  }
  return leftOut === 1
    ? vscode.l10n.t("1 image was left out.")
    : vscode.l10n.t("{0} images were left out.", leftOut);
}

function doneText(done: readonly Outcome<"done">[], elapsed: number | undefined): string {
  const [first] = done;
  if (done.length === 1 && first) {
    return [outputText(first, elapsed), elsewhereText(first)].filter(Boolean).join(". ");
  }
  if (elapsed === undefined) {
    return vscode.l10n.t("Upscaled {0} images.", done.length);
  }
  const facts = [done.length, seconds(elapsed), chargeText(done)];
  return areHere(done)
    ? vscode.l10n.t("Upscaled {0} images on this device in {1}: {2}.", ...facts)
    : vscode.l10n.t("Upscaled {0} images in {1}: {2}.", ...facts);
}

/** How many were made, where some were taken back one by one. */
const partText = (done: number, all: number): string | undefined =>
  done > 0 && done < all ? vscode.l10n.t("Upscaled {0} of {1} images.", done, all) : undefined;

/** What the images cost that were made although others were not. */
const spentText = (done: readonly Outcome<"done">[]): string | undefined =>
  done.length === 0 || areHere(done)
    ? undefined
    : vscode.l10n.t("What was upscaled cost {0}.", chargeText(done));

/** Where a result is that does not stand beside its source. */
function elsewhereText({ job }: Outcome<"done">): string | undefined {
  const beside = vscode.Uri.joinPath(vscode.Uri.parse(job.source.uri), "..").toString();
  return beside === job.folder
    ? undefined
    : vscode.l10n.t("It is in {0}.", vscode.workspace.asRelativePath(vscode.Uri.parse(job.folder)));
}

const areHere = (done: readonly Outcome<"done">[]): boolean =>
  !done.some(({ job }) => isInCloud(job));

function doneActions(done: readonly Outcome<"done">[]): NoticeAction[] {
  const [first] = done;
  if (first === undefined) {
    return [];
  }
  const { job, output } = first;
  // Of several, Show Details comes too: more buttons than these would be cut off.
  const isOne = done.length === 1;
  const open: NoticeAction[] = isOne ? [{ kind: "open", uri: output.uri }] : [];
  const other: NoticeAction[] = isOne && areHere(done) ? [{ kind: "chooseModel" }] : [];
  return [...open, ...revealAction(output.uri), { kind: "undo", batch: job.batch }, ...other];
}

/** What became of each image, where one sentence cannot say it. */
const detailsAction = (summary: Summary): NoticeAction[] =>
  summary.outcomes.length + summary.skipped.length > 1 ? [{ kind: "showDetails", summary }] : [];

/** What cannot be done at fal may be done here: the user is asked, it never happens by itself. */
function hereAction(outcomes: readonly JobOutcome[]): NoticeAction[] {
  const jobs = doableHere(outcomes);
  return jobs.length > 0 ? [{ kind: "upscaleHere", jobs }] : [];
}

/** The Explorer shows the folders of the workspace and no others. */
const revealAction = (uri: string): NoticeAction[] =>
  vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) ? [{ kind: "reveal", uri }] : [];

function failedText(
  failed: readonly Outcome<"failed">[],
  done: number,
  all: number,
): string | undefined {
  const [first] = failed;
  if (first === undefined) {
    return undefined;
  }
  const why = `${first.job.source.name}: ${failureText(first.error)}`;
  return all === 1
    ? why
    : vscode.l10n.t("Upscaled {0} of {1} images, {2} failed. {3}", done, all, failed.length, why);
}

/** What became of the user's no, for each answer that fal gave to it. */
function cancelledTexts(cancelled: readonly Outcome<"cancelled">[]): string[] {
  const sentences: readonly [CancelState, (names: string) => string][] = [
    [
      "completed",
      (names) =>
        vscode.l10n.t("{0}: fal.ai had finished before it was cancelled, so it is charged.", names),
    ],
    [
      "unknown",
      (names) =>
        vscode.l10n.t(
          "{0}: fal.ai could not be told to cancel, so it may go on and be charged.",
          names,
        ),
    ],
    [
      "cancelled",
      (names) =>
        // Short, because VS Code cuts a notice without a button to its first line.
        vscode.l10n.t("{0}: cancelled, but may still be charged.", names),
    ],
  ];
  return sentences.flatMap(([state, sentence]) => {
    const jobs = cancelled.filter(({ cancel }) => cancel === state).map(({ job }) => job);
    return jobs.length > 0 ? [sentence(namesOf(jobs))] : [];
  });
}

/** Those that were cancelled before anything of them was sent, told beside others only. */
function unsentText(cancelled: readonly Outcome<"cancelled">[]): string | undefined {
  const jobs = cancelled.filter(({ cancel }) => cancel === "notSent").map(({ job }) => job);
  return jobs.length > 0 ? vscode.l10n.t("{0}: cancelled.", namesOf(jobs)) : undefined;
}

function namesOf(jobs: readonly Job[]): string {
  const [first] = jobs;
  return jobs.length === 1 && first ? first.source.name : vscode.l10n.t("{0} images", jobs.length);
}

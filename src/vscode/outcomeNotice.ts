import * as vscode from "vscode";
import type { UpscaleError } from "../core/errors.ts";
import type { CancelState, Job, JobOutcome } from "../core/job.ts";
import { remedy } from "../core/wayOut.ts";
import type { Remedy } from "../core/wayOut.ts";
import { failureText } from "./failureText.ts";
import { outputText, seconds } from "./outputText.ts";

/** What a button of a notice does. */
export type NoticeAction =
  | { readonly kind: "open" | "reveal"; readonly uri: string }
  | { readonly kind: "undo" }
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
  readonly skipped: number;
  /** Milliseconds that the command took; missing for one of another day. */
  readonly elapsed?: number;
}

/** How a command ended, or undefined when there is nothing to tell: the user cancelled and nothing was sent. */
export function outcomeNotice(
  outcomes: readonly JobOutcome[],
  { skipped, elapsed }: BatchFacts,
): Notice | undefined {
  const failed = outcomes.filter((outcome) => outcome.state === "failed");
  const done = outcomes.filter((outcome) => outcome.state === "done");
  const cancelled = outcomes.filter((outcome) => outcome.state === "cancelled");
  const cancelTexts = cancelledTexts(cancelled);
  const isAllDone = failed.length === 0 && cancelled.length === 0;
  const texts = [
    isAllDone ? doneText(done, elapsed) : undefined,
    failedText(failed, done.length, outcomes.length),
    ...cancelTexts,
    skippedText(skipped),
  ].filter((text) => text !== undefined);
  if (!isAllDone && failed.length === 0 && cancelTexts.length === 0) {
    return undefined;
  }
  const help = remedy(outcomes);
  const severity = failed.length > 0 ? "error" : help ? "warning" : "info";
  const actions = isAllDone ? doneActions(done) : help ? [help] : [];
  return { severity, text: texts.join(" "), actions };
}

/** How the jobs ended that another window had left behind. */
export function resumeNotice(outcomes: readonly JobOutcome[]): Notice | undefined {
  const done = outcomes.filter((outcome) => outcome.state === "done");
  const [first] = done;
  if (first === undefined || done.length < outcomes.length) {
    return outcomes.length === 0 ? undefined : outcomeNotice(outcomes, { skipped: 0 });
  }
  return {
    severity: "info",
    text:
      done.length === 1
        ? vscode.l10n.t("Finished from before: {0}", outputText(first.output))
        : vscode.l10n.t("Finished {0} images from before.", done.length),
    actions: revealAction(first.output.uri),
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

function skippedText(skipped: number): string | undefined {
  if (skipped === 0) {
    return undefined;
  }
  return skipped === 1
    ? vscode.l10n.t("1 file is not an image and was skipped.")
    : vscode.l10n.t("{0} files are not images and were skipped.", skipped);
}

function doneText(done: readonly Outcome<"done">[], elapsed: number | undefined): string {
  const [first] = done;
  if (done.length === 1 && first) {
    return [outputText(first.output, elapsed), elsewhereText(first)].filter(Boolean).join(". ");
  }
  return elapsed === undefined
    ? vscode.l10n.t("Upscaled {0} images.", done.length)
    : vscode.l10n.t("Upscaled {0} images in {1}.", done.length, seconds(elapsed));
}

/** Where a result is that does not stand beside its source. */
function elsewhereText({ job }: Outcome<"done">): string | undefined {
  const beside = vscode.Uri.joinPath(vscode.Uri.parse(job.source.uri), "..").toString();
  return beside === job.folder
    ? undefined
    : vscode.l10n.t("It is in {0}.", vscode.workspace.asRelativePath(vscode.Uri.parse(job.folder)));
}

function doneActions(done: readonly Outcome<"done">[]): NoticeAction[] {
  const uri = done[0]?.output.uri ?? "";
  const open: NoticeAction[] = done.length === 1 ? [{ kind: "open", uri }] : [];
  return [...open, ...revealAction(uri), { kind: "undo" }];
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

function namesOf(jobs: readonly Job[]): string {
  const [first] = jobs;
  return jobs.length === 1 && first ? first.source.name : vscode.l10n.t("{0} images", jobs.length);
}

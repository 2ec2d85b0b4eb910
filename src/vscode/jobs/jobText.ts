import * as vscode from "vscode";
import { stateOf } from "../../core/boardEntry.ts";
import type { BoardEntry, BoardState } from "../../core/boardEntry.ts";
import { isInCloud } from "../../core/job.ts";
import type { CancelState, JobOutcome, JobProgress } from "../../core/job.ts";
import { failureText } from "../failureText.ts";
import { duration, percentText, phaseText } from "../phaseText.ts";

/** The groups' titles. */
export const stateTitles: Record<BoardState, string> = {
  running: vscode.l10n.t("Running"),
  waiting: vscode.l10n.t("Waiting"),
  failed: vscode.l10n.t("Failed"),
  done: vscode.l10n.t("Done"),
  cancelled: vscode.l10n.t("Cancelled"),
};

/** What words depend on besides the job. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly isPaused: boolean;
}

/** How a job stands, in words beside its name: `upscaling, 56% · 0:12`. */
export function jobText(entry: BoardEntry, moment: Moment): string {
  const { outcome } = entry;
  const parts = outcome
    ? [outcomeText(outcome), endText(entry, moment.now)]
    : [progressText(entry, moment), elapsedText(entry, moment.now)];
  return parts.filter(Boolean).join(" · ");
}

function progressText(entry: BoardEntry, { isPaused }: Moment): string {
  if (stateOf(entry) === "waiting") {
    return isPaused ? vscode.l10n.t("paused") : vscode.l10n.t("waiting for its turn");
  }
  const { progress } = entry;
  return progress === undefined ? vscode.l10n.t("starting") : runningText(progress);
}

/** The model's own lines are for the notification; here a line per job must not jump about. */
function runningText(progress: JobProgress): string {
  if (progress.phase !== "running") {
    return phaseText(progress, undefined) ?? "";
  }
  return progress.percent === undefined
    ? vscode.l10n.t("upscaling")
    : vscode.l10n.t("upscaling, {0}", percentText(progress.percent));
}

function elapsedText(entry: BoardEntry, now: number): string | undefined {
  return entry.begun === undefined || stateOf(entry) === "waiting"
    ? undefined
    : duration(Math.max(0, now - entry.begun));
}

function outcomeText(outcome: JobOutcome): string {
  switch (outcome.state) {
    case "done":
      return `${outcome.output.width} × ${outcome.output.height}`;
    case "failed":
      return failureText(outcome.error);
    case "cancelled":
      return isInCloud(outcome.job) ? cancelTexts[outcome.cancel] : "";
  }
}

const cancelTexts: Record<CancelState, string> = {
  notSent: vscode.l10n.t("nothing was sent"),
  cancelled: vscode.l10n.t("may still be charged"),
  completed: vscode.l10n.t("too late, so it is charged"),
  unknown: vscode.l10n.t("fal.ai could not be told, so it may be charged"),
};

/** How long a job of this window took, and when one ended that another window ran. */
function endText({ begun, ended = 0 }: BoardEntry, now: number): string {
  return begun === undefined ? timeText(ended, now) : duration(ended - begun);
}

/** The time of today, or the day. */
function timeText(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const style = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(vscode.env.language, style).format(at);
}

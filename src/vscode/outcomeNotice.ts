import * as vscode from "vscode";
import type { UpscaleError } from "../core/errors.ts";
import type { Job, JobOutcome, Output } from "../core/job.ts";
import { failureText } from "./failureText.ts";
import { fileSize } from "./phaseText.ts";
import { wayOut } from "./wayOut.ts";
import type { WayOut } from "./wayOut.ts";

/** What a button of a notice does. */
export type NoticeAction =
  | { readonly kind: "open" | "reveal"; readonly uri: string }
  | { readonly kind: WayOut; readonly jobs: readonly Job[]; readonly subject?: string | undefined };

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
  /** Milliseconds that the command took. */
  readonly elapsed: number;
}

/** How a command ended, or undefined when there is nothing to tell: the user cancelled and nothing was sent. */
export function outcomeNotice(
  outcomes: readonly JobOutcome[],
  facts: BatchFacts,
): Notice | undefined {
  const done = outcomes.filter((outcome) => outcome.state === "done");
  const failed = outcomes.filter((outcome) => outcome.state === "failed");
  const cancelled = outcomes.filter((outcome) => outcome.state === "cancelled");
  const notice =
    failed.length > 0
      ? failureNotice(failed, done.length, outcomes.length)
      : (cancelNotice(cancelled) ?? (cancelled.length === 0 ? doneNotice(done, facts) : undefined));
  return notice && facts.skipped > 0
    ? { ...notice, text: `${notice.text} ${skippedText(facts.skipped)}` }
    : notice;
}

/** A failure before there were jobs. */
export function errorNotice(error: UpscaleError): Notice {
  const way = error.reason === "badSetting" ? "openSettings" : "showLog";
  return {
    severity: "error",
    text: failureText(error),
    actions: [{ kind: way, jobs: [], subject: error.subject }],
  };
}

const skippedText = (skipped: number): string =>
  skipped === 1
    ? vscode.l10n.t("1 file is not an image and was skipped.")
    : vscode.l10n.t("{0} files are not images and were skipped.", skipped);

function doneNotice(done: readonly Outcome<"done">[], { elapsed }: BatchFacts): Notice | undefined {
  const [first] = done;
  if (first === undefined) {
    return undefined;
  }
  const { uri } = first.output;
  return {
    severity: "info",
    text:
      done.length === 1
        ? outputText(first.output, elapsed)
        : vscode.l10n.t("Upscaled {0} images.", done.length),
    actions: [
      { kind: "open", uri },
      { kind: "reveal", uri },
    ],
  };
}

function outputText({ name, width, height, byteLength, seed }: Output, elapsed: number): string {
  const seconds = new Intl.NumberFormat(vscode.env.language, {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    maximumFractionDigits: 0,
  }).format(elapsed / 1000);
  const facts = [
    `${width} × ${height}`,
    fileSize(byteLength),
    seconds,
    seed === undefined ? undefined : vscode.l10n.t("seed {0}", String(seed)),
  ];
  return `${name}: ${facts.filter(Boolean).join(", ")}`;
}

function failureNotice(
  failed: readonly Outcome<"failed">[],
  done: number,
  all: number,
): Notice | undefined {
  const [first] = failed;
  if (first === undefined) {
    return undefined;
  }
  const why = `${first.job.source.name}: ${failureText(first.error)}`;
  const text =
    all === 1
      ? why
      : vscode.l10n.t("Upscaled {0} of {1} images, {2} failed. {3}", done, all, failed.length, why);
  return { severity: "error", text, actions: failureActions(failed) };
}

/** The way out that all failures share; several different ones are for the log. */
function failureActions(failed: readonly Outcome<"failed">[]): NoticeAction[] {
  const [first, ...others] = new Set(failed.map(wayOut));
  if (others.length > 0) {
    return [{ kind: "showLog", jobs: [] }];
  }
  const subject = failed[0]?.error.subject;
  return first === undefined ? [] : [{ kind: first, jobs: failed.map(({ job }) => job), subject }];
}

function cancelNotice(cancelled: readonly Outcome<"cancelled">[]): Notice | undefined {
  const inState = (state: string) =>
    cancelled.filter(({ cancel }) => cancel === state).map(({ job }) => job);
  const finished = inState("completed");
  const unknown = inState("unknown");
  const stopped = inState("cancelled");
  const texts = [
    finished.length > 0 &&
      vscode.l10n.t(
        "{0}: fal.ai had finished before it was cancelled, so it is charged.",
        names(finished),
      ),
    unknown.length > 0 &&
      vscode.l10n.t(
        "{0}: fal.ai could not be told to cancel, so it may go on and be charged.",
        names(unknown),
      ),
    stopped.length > 0 &&
      vscode.l10n.t(
        "{0}: cancelled. If fal.ai had begun, it may still be charged.",
        names(stopped),
      ),
  ].filter((text) => text !== false);
  const fetchable = [...finished, ...unknown];
  return texts.length === 0
    ? undefined
    : {
        severity: fetchable.length > 0 ? "warning" : "info",
        text: texts.join(" "),
        actions: fetchable.length > 0 ? [{ kind: "getResult", jobs: fetchable }] : [],
      };
}

const names = (jobs: readonly Job[]): string => {
  const [first] = jobs;
  return jobs.length === 1 && first ? first.source.name : vscode.l10n.t("{0} images", jobs.length);
};

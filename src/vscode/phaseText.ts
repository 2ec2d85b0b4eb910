import * as vscode from "vscode";
import type { DeviceStatus } from "../core/backend.ts";
import type { JobProgress } from "../core/job.ts";

/** What tqdm puts behind its count: times and rates of its own. */
const trailer = /\s*\[[^\]]*\]$/;

/** A job's standing in words; undefined when nothing changed that is worth words. */
export function phaseText(
  progress: JobProgress,
  previous: JobProgress["phase"] | undefined,
): string | undefined {
  switch (progress.phase) {
    case "waiting":
      return vscode.l10n.t("waiting for its turn");
    case "uploading":
      return vscode.l10n.t("uploading");
    case "submitting":
      return vscode.l10n.t("submitting");
    case "queued":
      return queueText(progress.ahead);
    case "running":
      return (
        progress.lines.at(-1)?.replace(trailer, "") ??
        (previous === "running" ? undefined : vscode.l10n.t("upscaling"))
      );
    case "unreachable":
      return vscode.l10n.t("fal.ai cannot be reached, trying again");
    case "upscaling":
      return upscalingText(progress);
    case "encoding":
      return vscode.l10n.t("compressing");
    case "downloading":
      return vscode.l10n.t("downloading");
    case "saving":
      return vscode.l10n.t("saving");
    case "cancelling":
      return vscode.l10n.t("cancelling");
  }
}

function queueText(ahead: number | undefined): string {
  if (ahead === undefined) {
    return vscode.l10n.t("waiting at fal.ai");
  }
  return ahead === 0
    ? vscode.l10n.t("waiting at fal.ai, next in line")
    : vscode.l10n.t("waiting at fal.ai, {0} ahead", ahead);
}

type Upscaling = Extract<DeviceStatus, { phase: "upscaling" }>;

/** `42 %, 0:03 left`: the time only once there is enough of it to tell. */
function upscalingText({ percent, secondsLeft }: Upscaling): string {
  const done = percentText(percent);
  return secondsLeft === undefined || secondsLeft < 1
    ? done
    : vscode.l10n.t("{0}, {1} left", done, duration(secondsLeft * 1000));
}

/** `56%` of 0..100, in VS Code's language. */
export const percentText = (percent: number): string =>
  new Intl.NumberFormat(vscode.env.language, { style: "percent" }).format(percent / 100);

/** `0:07`, `12:34`, `1:02:03`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

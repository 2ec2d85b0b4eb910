import * as vscode from "vscode";
import { delay } from "../core/delay.ts";
import { UpscaleError } from "../core/errors.ts";
import type { JobOutcome } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";
import type { Upscaler } from "./upscaler.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Milliseconds between two looks at windows that still work, and may die. */
const lookAgain = 60_000;

/** Brings to their end what other windows left behind, now and as long as there are some that may. */
export async function keepResuming(
  journal: Journal,
  files: WorkspaceFiles,
  upscaler: Upscaler,
  signal: AbortSignal,
): Promise<void> {
  await journal.prune();
  await resumeJobs(journal, files, upscaler);
  while (!signal.aborted && (await journal.othersHaveJobs())) {
    await delay(lookAgain, signal).catch(() => undefined);
    await resumeJobs(journal, files, upscaler);
  }
}

/**
 * Takes over the jobs of windows that are gone and brings them to their end. A job whose submit was under
 * way when its window died is told as unknown: it is never submitted again by itself.
 */
async function resumeJobs(
  journal: Journal,
  files: WorkspaceFiles,
  upscaler: Upscaler,
): Promise<void> {
  const records = await journal.adopt(({ job }) => files.isReachable(vscode.Uri.parse(job.folder)));
  const unknown: JobOutcome[] = [];
  for (const { job } of records.filter(({ step }) => step === "submitting")) {
    const outcome = { state: "failed", job, error: new UpscaleError("submitUnknown") } as const;
    await journal.end(outcome);
    unknown.push(outcome);
  }
  const known = records.filter(({ step }) => step !== "submitting").map(({ job }) => job);
  await upscaler.resume(known, unknown);
}

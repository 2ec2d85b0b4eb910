import * as vscode from "vscode";
import { delay } from "../core/delay.ts";
import { UpscaleError } from "../core/errors.ts";
import type { Job, JobOutcome } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";
import { reasonToStop } from "../core/reasonToStop.ts";
import type { Upscaler } from "./upscaler.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Milliseconds between two looks at windows that still work, and may die. */
const lookAgain = 60_000;

/** Brings to their end what other windows left behind, now and as long as there are some that may. */
export async function keepResuming(
  journal: Journal,
  files: WorkspaceFiles,
  upscaler: Pick<Upscaler, "resume">,
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
 * way when its window died is told as unknown: it is never submitted again by itself. One on this device that
 * several windows did not survive is told as failed.
 */
async function resumeJobs(
  journal: Journal,
  files: WorkspaceFiles,
  upscaler: Pick<Upscaler, "resume">,
): Promise<void> {
  const records = await journal.adopt(({ job }) => files.isReachable(vscode.Uri.parse(job.folder)));
  const known: JobOutcome[] = [];
  const jobs: Job[] = [];
  for (const { job, step } of records) {
    const reason = reasonToStop(job, step);
    if (reason) {
      const outcome = { state: "failed", job, error: new UpscaleError(reason) } as const;
      await journal.end(outcome);
      known.push(outcome);
    } else {
      jobs.push({ ...job, begunBefore: (job.begunBefore ?? 0) + 1 });
    }
  }
  await upscaler.resume(jobs, known);
}

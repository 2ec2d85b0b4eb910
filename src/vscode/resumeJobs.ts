import * as vscode from "vscode";
import { delay } from "../core/delay.ts";
import { UpscaleError } from "../core/errors.ts";
import type { Job, JobOutcome } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";
import { reasonToStop } from "../core/reasonToStop.ts";
import type { Log } from "./log.ts";
import type { Upscaler } from "./upscaler.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Milliseconds between two looks at windows that still work, and may die. */
const lookAgain = 60_000;

export interface Resuming {
  readonly journal: Journal;
  readonly files: WorkspaceFiles;
  readonly upscaler: Pick<Upscaler, "resume">;
  readonly log: Log;
  /** Aborts when this window closes: from then on it must take over nothing. */
  readonly signal: AbortSignal;
}

/**
 * Brings to their end what other windows left behind, now and as long as there are some that may. Resolves when
 * there are none, or when the window closes; one look that fails does not end the watch.
 */
export async function keepResuming(resuming: Resuming): Promise<void> {
  const { journal, log, signal } = resuming;
  const logged = (error: unknown) => log.bug("Jobs could not be resumed.", error);
  await journal.prune().catch(logged);
  await resumeJobs(resuming).catch(logged);
  while (!signal.aborted && (await journal.othersHaveJobs().catch(() => true))) {
    await delay(lookAgain, signal).catch(() => undefined);
    if (!signal.aborted) {
      await resumeJobs(resuming).catch(logged);
    }
  }
}

/**
 * Takes over the jobs of windows that are gone and brings them to their end. A job whose submit was under
 * way when its window died is told as unknown: it is never submitted again by itself. One on this device that
 * several windows did not survive is told as failed.
 */
async function resumeJobs({ journal, files, upscaler, log, signal }: Resuming): Promise<void> {
  const records = await journal.adopt(
    async ({ job }) => (await files.isReachable(vscode.Uri.parse(job.folder))) && !signal.aborted,
    (error) => log.error("A job could not be taken over.", error),
  );
  const known: JobOutcome[] = [];
  const jobs: Job[] = [];
  for (const { job, step } of records) {
    const reason = reasonToStop(job, step);
    if (reason) {
      const outcome = { state: "failed", job, error: new UpscaleError(reason) } as const;
      await journal
        .end(outcome)
        .catch((error: unknown) => log.error("A job could not be written down.", error));
      known.push(outcome);
    } else {
      jobs.push({ ...job, begunBefore: (job.begunBefore ?? 0) + 1 });
    }
  }
  await upscaler.resume(jobs, known);
}

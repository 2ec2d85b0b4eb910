import pLimit from "p-limit";
import type { FailureReason } from "./errors.ts";
import type { Job, JobOutcome, JobProgress } from "./job.ts";
import { runJob } from "./runJob.ts";
import type { JobContext } from "./runJob.ts";

export interface BatchContext extends Omit<JobContext, "whenSlotIsFree" | "onProgress"> {
  /** How many jobs may be submitted at a time; one more may upload meanwhile. */
  readonly concurrency: number;
  readonly onProgress: (job: Job, progress: JobProgress) => void;
  readonly onOutcome: (outcome: JobOutcome) => void;
}

/** Failures that every other job of the batch would meet too, before anything of it is sent. */
const stopsBatch: ReadonlySet<FailureReason> = new Set(["missingKey", "badKey", "noCredit"]);

/** Runs many jobs, a few at a time, each to its own end: one failure stops only itself. */
export function runBatch(jobs: readonly Job[], context: BatchContext): Promise<JobOutcome[]> {
  const started = pLimit(context.concurrency + 1);
  const submitted = pLimit(context.concurrency);
  let stopped: JobOutcome | undefined;

  const run = async (job: Job): Promise<JobOutcome> => {
    const outcome: JobOutcome =
      stopped?.state === "failed"
        ? { ...stopped, job }
        : await runJob(job, {
            ...context,
            whenSlotIsFree: submitted,
            onProgress: (progress) => context.onProgress(job, progress),
          });
    if (outcome.state === "failed" && stopsBatch.has(outcome.error.reason)) {
      stopped ??= outcome;
    }
    context.onOutcome(outcome);
    return outcome;
  };
  return Promise.all(jobs.map((job) => started(() => run(job))));
}

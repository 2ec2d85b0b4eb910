import { UpscaleError } from "./errors.ts";
import type { FailureReason } from "./errors.ts";
import type { Job, JobOutcome, JobProgress } from "./job.ts";
import type { JobContext, StepRecorder } from "./jobContext.ts";
import { runJob } from "./runJob.ts";
import type { Slots } from "./slots.ts";

/** Writes down what becomes of the jobs. */
interface BatchRecorder extends StepRecorder {
  end(outcome: JobOutcome): Promise<void>;
}

export interface BatchContext extends Omit<JobContext, "whenSlotIsFree" | "onProgress"> {
  readonly journal: BatchRecorder;
  readonly slots: Slots;
  readonly onProgress: (job: Job, progress: JobProgress) => void;
  readonly onOutcome: (outcome: JobOutcome) => void;
}

/** Failures that every other job of the batch would meet too: those that have not begun are not sent. */
const stopsBatch: ReadonlySet<FailureReason> = new Set(["missingKey", "badKey", "noCredit"]);

/** Runs many jobs, a few at a time, each to its own end: one failure stops only itself. */
export function runBatch(jobs: readonly Job[], context: BatchContext): Promise<JobOutcome[]> {
  let stop: UpscaleError | undefined;
  const noteStop = (error: unknown): never => {
    if (error instanceof UpscaleError && stopsBatch.has(error.reason)) {
      stop ??= error;
    }
    throw error;
  };
  // Inside the slot: the next job takes it at once, and must know what this one met.
  const submitSlot = <T>(work: () => Promise<T>): Promise<T> =>
    context.slots.whenOneMaySubmit(() => (stop ? Promise.reject(stop) : work().catch(noteStop)));

  const run = async (job: Job): Promise<JobOutcome> => {
    const outcome: JobOutcome = stop
      ? { state: "failed", job, error: stop }
      : await runJob(job, {
          ...context,
          whenSlotIsFree: submitSlot,
          onProgress: (progress) => context.onProgress(job, progress),
        });
    if (outcome.state === "failed" && stopsBatch.has(outcome.error.reason)) {
      stop ??= outcome.error;
    }
    if (outcome.state !== "failed" || outcome.error.reason !== "takenOver") {
      await context.journal.end(outcome).catch(context.onJournalTrouble);
    }
    context.onOutcome(outcome);
    return outcome;
  };
  return Promise.all(jobs.map((job) => context.slots.whenOneMayStart(() => run(job))));
}

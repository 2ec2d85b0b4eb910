import { UpscaleError } from "./errors.ts";
import type { FailureReason } from "./errors.ts";
import { inTurn } from "./inTurn.ts";
import { isInCloud } from "./job.ts";
import type { Job, JobOutcome, JobProgress } from "./job.ts";
import type { JobContext, StepRecorder } from "./jobContext.ts";
import { runJob } from "./runJob.ts";
import type { Place, Slots, Turn } from "./slots.ts";

/** Writes down what becomes of the jobs. */
interface BatchRecorder extends StepRecorder {
  end(outcome: JobOutcome): Promise<void>;
}

export interface BatchContext extends Omit<
  JobContext,
  "whenSlotIsFree" | "isAhead" | "isAwaited" | "onSent" | "onProgress"
> {
  readonly journal: BatchRecorder;
  readonly slots: Slots;
  /** Aborts when the user takes back this one job. */
  readonly signalOf?: (job: Job) => AbortSignal;
  /** Bytes that a job will take, about. */
  readonly weigh?: (job: Job) => number | Promise<number>;
  readonly onStart?: (job: Job) => void;
  readonly onProgress: (job: Job, progress: JobProgress) => void;
  readonly onOutcome: (outcome: JobOutcome) => void;
}

/** Failures that every other job of the batch would meet too: those that have not begun are not sent. */
const stopsBatch: ReadonlySet<FailureReason> = new Set([
  "missingKey",
  "badKey",
  "noCredit",
  "overBudget",
]);

/** Runs many jobs, a few at a time, each to its own end: one failure stops only itself. */
export function runBatch(jobs: readonly Job[], context: BatchContext): Promise<JobOutcome[]> {
  const batch = new BatchRun(context);
  return Promise.all(jobs.map((job) => batch.run(job)));
}

/** The jobs of a batch, and what they have met so far. */
class BatchRun {
  readonly #context: BatchContext;
  #stop: UpscaleError | undefined;

  constructor(context: BatchContext) {
    this.#context = context;
  }

  async run(job: Job): Promise<JobOutcome> {
    const { journal, onJournalTrouble, onOutcome } = this.#context;
    const outcome = await this.#whenItsTurn(job);
    if (outcome.state !== "failed" || outcome.error.reason !== "takenOver") {
      await journal.end(outcome).catch(onJournalTrouble);
    }
    onOutcome(outcome);
    return outcome;
  }

  async #whenItsTurn(job: Job): Promise<JobOutcome> {
    const { slots, weigh } = this.#context;
    const signal = this.#signalFor(job);
    const whenInCloud = job.submitted ? slots.whenOneMayFetch : slots.whenOneMayStart;
    const whenFree = isInCloud(job) ? whenInCloud : slots.whenDeviceIsFree;
    try {
      return await inTurn(
        (turn: Turn<JobOutcome>) => whenFree(turn, weigh && (() => weigh(job))),
        (leave) => this.#begin(job, signal, leave),
        signal,
      );
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
      // It never had its turn. One that was submitted before is still to be cancelled at fal.
      return this.#runJob(job, signal);
    }
  }

  async #begin(job: Job, signal: AbortSignal, leave: () => void): Promise<JobOutcome> {
    if (this.#stop && isStopped(job, this.#stop)) {
      return { state: "failed", job, error: this.#stop };
    }
    this.#context.onStart?.(job);
    return this.#runJob(job, signal, leave);
  }

  async #runJob(job: Job, signal: AbortSignal, onSent = doNothing): Promise<JobOutcome> {
    const context = this.#context;
    const { isAhead, leave } = isInCloud(job) ? context.slots.takePlace() : noPlace;
    let completed = leave;
    const outcome = await runJob(job, {
      ...context,
      signal,
      isAhead,
      isAwaited: () => context.slots.isAwaited,
      onSent,
      whenSlotIsFree: (work) =>
        this.#whenOneMaySubmit((leaveSlot) => {
          completed = () => {
            leave();
            leaveSlot();
          };
          return work();
        }, signal),
      onProgress: (progress) => {
        if (progress.phase === "downloading") {
          completed();
        }
        context.onProgress(job, progress);
      },
    });
    leave();
    if (outcome.state === "failed") {
      this.#note(outcome.error);
    }
    return outcome;
  }

  #whenOneMaySubmit<T>(work: Turn<T>, signal: AbortSignal): Promise<T> {
    // Noted inside the slot: the next job takes it at once, and must know what this one met.
    const submit: Turn<T> = (leave) =>
      this.#stop
        ? Promise.reject(this.#stop)
        : work(leave).catch((error: unknown) => {
            this.#note(error);
            throw error;
          });
    return inTurn(this.#context.slots.whenOneMaySubmit, submit, signal);
  }

  #note(error: unknown): void {
    if (error instanceof UpscaleError && stopsBatch.has(error.reason)) {
      this.#stop ??= error;
    }
  }

  /** Aborts when the user takes back the batch, or this job alone. */
  #signalFor(job: Job): AbortSignal {
    const { signal, signalOf } = this.#context;
    // A signal of its own in any case: so many listeners on one are taken for a leak.
    return AbortSignal.any(signalOf ? [signal, signalOf(job)] : [signal]);
  }
}

const doNothing = (): void => undefined;

/** Of jobs on this device. */
const noPlace: Place = { isAhead: false, leave: doNothing };

/** What is paid for can be fetched without credit and beyond the limits, but not without a key. */
const isStopped = (job: Job, { reason }: UpscaleError): boolean =>
  isInCloud(job) && (job.submitted === undefined || reason === "missingKey" || reason === "badKey");

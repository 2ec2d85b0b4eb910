import type { UpscaleBackend } from "./backend.ts";
import type { ImageFiles } from "./files.ts";
import type { Job, JobProgress } from "./job.ts";
import type { JobStep } from "./jobRecord.ts";

/** Writes a job's steps down. Resolves when they are on disk. */
export interface StepRecorder {
  record(job: Job, step: JobStep): Promise<void>;
  /** Whether the job is still this window's. */
  owns(job: Job): Promise<boolean>;
}

/** What a job needs to run. */
export interface JobContext {
  readonly backend: UpscaleBackend;
  readonly files: ImageFiles;
  readonly journal: StepRecorder;
  /** Runs `work` when fewer than the allowed number of jobs are submitted. */
  readonly whenSlotIsFree: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onProgress: (progress: JobProgress) => void;
  /** A submitted job goes on although it could not be written down. */
  readonly onJournalTrouble: (error: unknown) => void;
  /** Aborts when the user says no. */
  readonly signal: AbortSignal;
  /** Milliseconds after which the job is given up; what is submitted by then can still be fetched. */
  readonly deadline: number;
  /** Milliseconds between two attempts while the network is away. */
  readonly offlinePause: number;
}

import type { Backends } from "./backend.ts";
import type { ImageFiles } from "./files.ts";
import type { Job, JobProgress } from "./job.ts";
import type { JobStep } from "./jobRecord.ts";
import type { PictureFinisher } from "./pictureFinisher.ts";

/** Writes a job's steps down. Resolves when they are on disk. */
export interface StepRecorder {
  record(job: Job, step: JobStep): Promise<void>;
  /** Whether the job is still this window's. */
  owns(job: Job): Promise<boolean>;
}

/** What a job needs to run. */
export interface JobContext {
  readonly backends: Backends;
  readonly pictures: PictureFinisher;
  readonly files: ImageFiles;
  readonly journal: StepRecorder;
  /** Runs `work` when fewer than the allowed number of jobs are submitted. */
  readonly whenSlotIsFree: <T>(work: () => Promise<T>) => Promise<T>;
  /** Others come first, so that the source is handed over ahead of the job's turn. */
  readonly isAhead?: boolean;
  /** Whether another job waits to be sent or submitted. */
  readonly isAwaited?: () => boolean;
  /** Told when nothing of the source is on its way any more. */
  readonly onSent?: () => void;
  /** Whether a job may be charged with so many dollars, undefined where that is not known. Missing, all may. */
  readonly mayCharge?: (job: Job, dollars: number | undefined) => Promise<boolean>;
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

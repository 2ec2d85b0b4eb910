import type { Backends, CloudBackend } from "../core/backend.ts";
import type { DayCharges } from "../core/dayCharges.ts";
import { UpscaleError } from "../core/errors.ts";
import type { Job, JobOutcome } from "../core/job.ts";
import type { JobBoard } from "../core/jobBoard.ts";
import type { Journal } from "../core/journal.ts";
import { runBatch } from "../core/runBatch.ts";
import type { Slots } from "../core/slots.ts";
import { withBatchProgress } from "./batchProgress.ts";
import type { ProgressTask } from "./batchProgress.ts";
import type { Host } from "./host.ts";
import { JobLog } from "./jobLog.ts";
import type { Log } from "./log.ts";
import { runBudget } from "./runBudget.ts";
import { cloudSettings, ownNumber } from "./settings.ts";
import { weighJob } from "./weighJob.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

interface BatchRunnerParts {
  readonly host: Host;
  readonly files: WorkspaceFiles;
  readonly journal: Journal;
  readonly log: Log;
  readonly day: DayCharges;
  readonly slots: Slots;
  readonly board: JobBoard;
}

/** How the jobs of a batch ended. */
export interface BatchResult {
  readonly outcomes: readonly JobOutcome[];
  /** Milliseconds. */
  readonly elapsed: number;
}

/** Runs jobs to their ends, with all that people see of it meanwhile; a few at a time in the whole window. */
export class BatchRunner {
  readonly #parts: BatchRunnerParts;
  /** By their ids. */
  readonly #underWay = new Set<string>();

  constructor(parts: BatchRunnerParts) {
    this.#parts = parts;
  }

  /**
   * Runs those jobs that are not under way already: two clicks on one button are one run. Throws `badSetting`, or
   * `cannotWrite` where a new job cannot be written down: then none has begun.
   */
  async run(jobs: readonly Job[], key: string): Promise<BatchResult> {
    // Before anything is waited for.
    const own = jobs.filter(({ id }) => !this.#underWay.has(id));
    own.forEach(({ id }) => this.#underWay.add(id));
    try {
      return own.length > 0 ? await this.#runOwn(own, key) : { outcomes: [], elapsed: 0 };
    } finally {
      own.forEach(({ id }) => this.#underWay.delete(id));
    }
  }

  async #runOwn(jobs: readonly Job[], key: string): Promise<BatchResult> {
    const { board, log, slots } = this.#parts;
    slots.concurrency = ownNumber("concurrency");
    const limits = {
      deadline: ownNumber("jobTimeout") * 60_000,
      backends: this.#backends(key),
      mayCharge: runBudget(this.#parts.day).mayCharge,
    };
    await this.#writeDown(jobs);
    board.add(jobs);
    return withBatchProgress(
      jobs,
      (text) => log.shown(text),
      async (task) => {
        const outcomes = await this.#runUnder(task, jobs, limits);
        return { outcomes, elapsed: task.elapsed() };
      },
    );
  }

  #runUnder(
    { signal, onProgress, onOutcome }: ProgressTask,
    jobs: readonly Job[],
    limits: Pick<Parameters<typeof runBatch>[1], "deadline" | "backends" | "mayCharge">,
  ): Promise<JobOutcome[]> {
    const { board, host, files, journal, log, slots } = this.#parts;
    const story = new JobLog(log);
    return runBatch(jobs, {
      ...limits,
      slots,
      pictures: host.pictures,
      files,
      journal,
      signal,
      offlinePause: 5_000,
      onJournalTrouble: this.#onJournalTrouble,
      weigh: weighJob,
      signalOf: (job) => board.signalOf(job),
      onStart: (job) => board.begin(job),
      onProgress: (job, progress) => {
        board.progress(job, progress);
        story.progress(job, progress);
        onProgress(job, progress);
      },
      onOutcome: (outcome) => {
        board.end(outcome);
        this.#endPauseOfNone();
        story.outcome(outcome);
        onOutcome(outcome);
      },
    });
  }

  /** A pause is for the jobs that wait. Without them it would only puzzle whoever comes next. */
  #endPauseOfNone(): void {
    const { board, slots } = this.#parts;
    const { running, waiting } = board.counts();
    if (running + waiting === 0) {
      slots.resume();
    }
  }

  #backends(key: string): Backends {
    const { host } = this.#parts;
    let cloud: CloudBackend | undefined;
    return {
      cloud: () => (cloud ??= host.cloudBackend({ ...cloudSettings(), key })),
      device: host.deviceBackend,
    };
  }

  /** A new job must be on disk before it begins; a result that may be paid for is fetched all the same. */
  async #writeDown(jobs: readonly Job[]): Promise<void> {
    const { journal } = this.#parts;
    const unpaid = jobs.filter(({ submitted }) => submitted === undefined);
    await journal.begin(unpaid).catch((cause: unknown) => {
      throw new UpscaleError("cannotWrite", { subject: "journal", cause });
    });
    for (const job of jobs.filter(({ submitted }) => submitted !== undefined)) {
      await journal.record(job, "submitted").catch(this.#onJournalTrouble);
    }
  }

  readonly #onJournalTrouble = (error: unknown): void =>
    this.#parts.log.error("A job could not be written down.", error);
}

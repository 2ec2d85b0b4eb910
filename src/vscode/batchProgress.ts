import * as vscode from "vscode";
import { isInCloud } from "../core/job.ts";
import type { Job, JobOutcome, JobProgress } from "../core/job.ts";
import { duration, phaseText } from "./phaseText.ts";
import { toAbortSignal } from "./cancellation.ts";

type Report = vscode.Progress<{ message?: string; increment?: number }>;

/** What the work under a progress notification is given. */
export interface ProgressTask {
  /** Aborts when the user presses Cancel. */
  readonly signal: AbortSignal;
  readonly onProgress: (job: Job, progress: JobProgress) => void;
  /** Told how each job ended. */
  readonly onOutcome: (outcome: JobOutcome) => void;
  /** Milliseconds since the notification appeared. */
  readonly elapsed: () => number;
}

/** Runs `work` under the one cancellable notification of a command. */
export function withBatchProgress<T>(
  jobs: readonly Job[],
  shown: (text: string) => string,
  work: (task: ProgressTask) => Promise<T>,
): Thenable<T> {
  const title = batchTitle(jobs);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: shown(title),
      cancellable: true,
    },
    async (report, token) => {
      const progress = new BatchProgress(jobs, report, shown);
      const clock = setInterval(() => progress.show(), 1000);
      try {
        return await work({
          signal: toAbortSignal(token),
          onProgress: (job, now) => progress.update(job, now),
          onOutcome: ({ state }) => progress.end(state === "done"),
          elapsed: () => progress.elapsed,
        });
      } finally {
        clearInterval(clock);
      }
    },
  );
}

/** What is done, and where: the user sees at a glance whether the pictures leave the computer. */
function batchTitle(jobs: readonly Job[]): string {
  const [first] = jobs;
  const areHere = !jobs.some(isInCloud);
  if (jobs.length === 1 && first) {
    return areHere
      ? vscode.l10n.t("Upscaling {0} on this device", first.source.name)
      : vscode.l10n.t("Upscaling {0} at fal.ai", first.source.name);
  }
  return areHere
    ? vscode.l10n.t("Upscaling {0} images on this device", jobs.length)
    : vscode.l10n.t("Upscaling {0} images at fal.ai", jobs.length);
}

/** What the notification says. */
class BatchProgress {
  readonly #total: number;
  readonly #isHere: boolean;
  readonly #report: Report;
  readonly #shown: (text: string) => string;
  readonly #start = Date.now();
  readonly #phases = new Map<Job, JobProgress["phase"]>();
  #done = 0;
  #ended = 0;
  #percent = 0;
  #text = "";

  constructor(jobs: readonly Job[], report: Report, shown: (text: string) => string) {
    this.#total = jobs.length;
    this.#isHere = !jobs.some(isInCloud);
    this.#report = report;
    this.#shown = shown;
  }

  get elapsed(): number {
    return Date.now() - this.#start;
  }

  /** The newest news of any job is what is shown; the bar moves for one job only where fal counts. */
  update(job: Job, progress: JobProgress): void {
    const text = phaseText(progress, this.#phases.get(job));
    this.#phases.set(job, progress.phase);
    if (text !== undefined) {
      this.#text = this.#total === 1 ? text : `${job.source.name}: ${text}`;
    }
    if (this.#total === 1 && "percent" in progress) {
      this.#moveTo(progress.percent ?? 0);
    }
    this.show();
  }

  end(isDone: boolean): void {
    this.#done += isDone ? 1 : 0;
    this.#ended += 1;
    this.#text = "";
    // One job's end closes the notification; a full bar would only flash, also where nothing was made.
    if (this.#total > 1) {
      this.#moveTo((100 * this.#ended) / this.#total);
    }
    this.show();
  }

  show(): void {
    // What is left is told on this device; a second time beside it would be taken for the same.
    const elapsed = this.#isHere ? undefined : duration(this.elapsed);
    const parts = [this.#total > 1 && this.#count(), this.#text, elapsed].filter(Boolean);
    this.#report.report({ message: this.#shown(parts.join(" · ")) });
  }

  /** What was cancelled or failed is not done, and nobody waits for it either. */
  #count(): string {
    const [done, total, others] = [this.#done, this.#total, this.#ended - this.#done];
    return others === 0
      ? vscode.l10n.t("{0} of {1} done", done, total)
      : vscode.l10n.t("{0} of {1} done, {2} not", done, total, others);
  }

  #moveTo(percent: number): void {
    const increment = percent - this.#percent;
    if (increment > 0) {
      this.#percent = percent;
      this.#report.report({ increment });
    }
  }
}

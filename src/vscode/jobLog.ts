import type { FailureReason } from "../core/errors.ts";
import type { Job, JobOutcome, JobProgress } from "../core/job.ts";
import type { Log } from "./log.ts";
import { outputText } from "./outputText.ts";

/** Failures of our own code, or close to it, whose causes tell more than words. */
const hasStack: ReadonlySet<FailureReason> = new Set(["bug", "deviceFailed"]);

/** Writes the story of each job of a batch to the log: every step once, every line of fal's log once. */
export class JobLog {
  readonly #log: Log;
  readonly #phases = new Map<Job, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  progress(job: Job, progress: JobProgress): void {
    if (this.#phases.get(job) !== progress.phase) {
      this.#phases.set(job, progress.phase);
      const model = progress.phase === "upscaling" ? `, ${job.options.model}` : "";
      this.#log.info(`${job.source.name}: ${progress.phase}${model}`);
    }
    for (const line of "lines" in progress ? progress.lines : []) {
      this.#log.info(`${job.source.name}: fal: ${line}`);
    }
  }

  outcome(outcome: JobOutcome): void {
    const { job, state } = outcome;
    const request = job.submitted ? ` (request ${job.submitted.request.requestId})` : "";
    switch (state) {
      case "done":
        this.#log.info(`${job.source.name}: wrote ${outputText(outcome)}${request}`);
        for (const { kind, detail } of outcome.output.remarks ?? []) {
          this.#log.info(`${job.source.name}: ${[kind, detail].filter(Boolean).join(", ")}`);
        }
        break;
      case "cancelled":
        this.#log.info(`${job.source.name}: cancelled, ${outcome.cancel}${request}`);
        break;
      case "failed":
        this.#log[hasStack.has(outcome.error.reason) ? "bug" : "error"](
          `${job.source.name}: failed${request}`,
          outcome.error,
        );
        break;
    }
  }
}

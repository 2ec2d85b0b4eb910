import { redact } from "../../../src/core/redact.ts";
import type { Job, JobOutcome } from "../../../src/core/job.ts";
import { runBatch } from "../../../src/core/runBatch.ts";
import { Slots } from "../../../src/core/slots.ts";
import { wayOut } from "../../../src/core/wayOut.ts";
import type { Core } from "./core.ts";
import type { ToldOutcome } from "./plan.ts";
import { tell } from "./tell.ts";

/** Runs jobs as a window does: each is written down first, then they run a few at a time. */
export async function runJobs(core: Core, jobs: readonly Job[]): Promise<void> {
  const { plan, backend, pictures, files, journal } = core;
  const log = (text: string) => tell({ event: "log", text: redact(text, [plan.key]) });
  try {
    await Promise.all(
      jobs.map((job) => journal.record(job, job.submitted ? "submitted" : "planned")),
    );
  } catch (error) {
    tell({ event: "notBegun", detail: String(error) });
    return;
  }
  await runBatch(jobs, {
    slots: new Slots(plan.concurrency),
    deadline: plan.jobDeadline,
    backends: {
      cloud: () => backend,
      device: () => {
        throw new Error("nothing is to be done on this device");
      },
    },
    pictures,
    files,
    journal,
    signal: new AbortController().signal,
    offlinePause: plan.longestPause,
    onJournalTrouble: (error) => log(`A job could not be written down. ${String(error)}`),
    onProgress: ({ source }, progress) => {
      tell({ event: "progress", source: source.name, phase: progress.phase });
      for (const line of "lines" in progress ? progress.lines : []) {
        log(line);
      }
    },
    onOutcome: (outcome) => {
      if (outcome.state === "failed") {
        log(stacks(outcome.error).join("\n"));
      }
      tell({ event: "outcome", outcome: toldOutcome(outcome) });
    },
  });
}

/** An outcome as the harness reads it: nothing in it is redacted. */
export function toldOutcome(outcome: JobOutcome): ToldOutcome {
  const { job, state } = outcome;
  const common = {
    jobId: job.id,
    source: job.source.name,
    state,
    isSubmitted: job.submitted !== undefined,
  };
  if (outcome.state === "failed") {
    const { reason, subject, detail } = outcome.error;
    return { ...common, reason, subject, detail, wayOut: wayOut(outcome) };
  }
  return outcome.state === "done" ? { ...common, output: outcome.output } : common;
}

/** An error's stack and those of its causes, as the log of the extension has them. */
function stacks(error: unknown): string[] {
  return error instanceof Error ? [error.stack ?? error.message, ...stacks(error.cause)] : [];
}

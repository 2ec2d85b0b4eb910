import { JobStopped } from "./gate.ts";
import { platformError } from "./outcome.ts";
import type { Clock } from "./clock.ts";
import type { Job } from "./job.ts";
import type { Outcome } from "./outcome.ts";
import type { Interruption } from "./script.ts";

/** What the work of a job is, apart from its going through the queue. */
export interface Model {
  /** Looks at the input as the runner does first; throws {@link JobStopped} to refuse it. */
  prepare(job: Job): Promise<() => Promise<Outcome>>;
}

export interface JobSurroundings {
  readonly model: Model;
  readonly clock: Clock;
  /** Whether a slot is free and it is this job's turn. */
  readonly canStart: (job: Job) => boolean;
}

/** Takes a job from the queue to its outcome; never rejects. */
export async function live(job: Job, surroundings: JobSurroundings): Promise<void> {
  const { clock } = surroundings;
  try {
    await waitInQueue(job);
    await takeSlot(job, surroundings);
    job.complete(await run(job, surroundings), clock.now());
  } catch (error) {
    job.complete(outcomeOf(error), clock.now());
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof JobStopped) {
    return error.outcome;
  }
  console.error(error);
  return platformError("internal_error", `The local fal server has a bug: ${String(error)}`);
}

async function waitInQueue(job: Job): Promise<void> {
  const { queuePositions, queueMs } = job.script;
  if (queuePositions.length === 0) {
    await job.gate.pass("queued:0");
  }
  for (const [index, ahead] of queuePositions.entries()) {
    job.scriptedAhead = ahead;
    job.show("IN_QUEUE");
    await job.gate.pass(`queued:${index}`);
    await job.gate.pause(queueMs);
  }
}

async function takeSlot(job: Job, { canStart, clock }: JobSurroundings): Promise<void> {
  job.scriptedAhead = 0;
  job.readyToRun = true;
  job.show("IN_QUEUE");
  await job.gate.until(() => canStart(job));
  job.holdsSlot = true;
  job.startedAt ??= clock.now();
  job.show("IN_PROGRESS");
}

async function run(job: Job, surroundings: JobSurroundings): Promise<Outcome> {
  const { gate, script } = job;
  const work = await gate.during(surroundings.model.prepare(job));
  await gate.pass("running:0");
  const working = work();
  working.catch(() => undefined);
  await runThroughLog(job, surroundings);
  const outcome = script.failure ?? (await gate.during(working));
  await gate.pass("completed");
  return outcome;
}

async function runThroughLog(job: Job, surroundings: JobSurroundings): Promise<void> {
  const { logs, runMs } = job.script;
  const msPerLine = runMs / Math.max(1, logs.length);
  await interrupt(job, surroundings);
  for (const line of logs) {
    await job.gate.pause(msPerLine);
    job.log(line, surroundings.clock.now());
    await job.gate.pass(`running:${job.logs.length}`);
    await interrupt(job, surroundings);
  }
  if (logs.length === 0) {
    await job.gate.pause(msPerLine);
  }
}

async function interrupt(job: Job, surroundings: JobSurroundings): Promise<void> {
  for (const interruption of job.script.interruptions) {
    if (interruption.afterLogs === job.logs.length) {
      await showInstead(interruption, job);
      if (!job.holdsSlot) {
        await takeSlot(job, surroundings);
      }
      job.show("IN_PROGRESS");
    }
  }
}

async function showInstead({ status, ms }: Interruption, job: Job): Promise<void> {
  if (status === "IN_QUEUE") {
    job.holdsSlot = false;
    job.readyToRun = false;
  }
  job.show(status);
  await job.gate.pass("interrupted");
  await job.gate.pause(ms ?? job.script.queueMs);
}

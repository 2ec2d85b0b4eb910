import assert from "node:assert/strict";
import type { Job, JobOutcome } from "../../src/core/job.ts";
import { JobBoard } from "../../src/core/jobBoard.ts";
import { runBatch } from "../../src/core/runBatch.ts";
import { Slots } from "../../src/core/slots.ts";
import {
  FakeBackend,
  FakeJournal,
  InMemoryFiles,
  cloudOnly,
  image,
  plannedJob,
  samePictures,
} from "./fakes.ts";

const source = await image(32, 20);
export const result = await image(64, 40);

/** A batch of `count` jobs on fakes, not yet run: `0.png`, `1.png` and so on. */
export function batchOf(count: number, changes: (index: number) => Partial<Job> = () => ({})) {
  const jobs = Array.from({ length: count }, (_, index) =>
    plannedJob(`${index}.png`, changes(index)),
  );
  const backend = new FakeBackend({ image: result, seed: undefined });
  const files = new InMemoryFiles(
    Object.fromEntries(jobs.map((job) => [job.source.uri, source.bytes])),
  );
  const user = new AbortController();
  const journal = new FakeJournal();
  const finished: JobOutcome[] = [];
  const board = new JobBoard();
  const started: string[] = [];
  const run = (concurrency = 2, slots = new Slots(concurrency)) => {
    board.add(jobs);
    return runBatch(jobs, {
      backends: cloudOnly(backend),
      pictures: samePictures(),
      files,
      slots,
      signalOf: (job) => board.signalOf(job),
      weigh: () => 50,
      onStart: (job) => {
        started.push(job.source.name);
        board.begin(job);
      },
      journal,
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      signal: user.signal,
      onProgress: (job, progress) => board.progress(job, progress),
      onOutcome: (outcome) => finished.push(outcome),
    });
  };
  return { jobs, backend, board, files, journal, user, started, finished, run };
}

/** Waits for a condition that other promises bring about, turn by turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Counts how many are inside at a time. */
export class Crowd {
  peak = 0;
  inside = 0;
  total = 0;
  enter(): void {
    this.total += 1;
    this.inside += 1;
    this.peak = Math.max(this.peak, this.inside);
  }
  leave(): void {
    this.inside -= 1;
  }
}

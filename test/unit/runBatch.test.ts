import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { Job, JobOutcome } from "../../src/core/job.ts";
import { Slots } from "../../src/core/slots.ts";
import { runBatch } from "../../src/core/runBatch.ts";
import {
  FakeBackend,
  FakeJournal,
  InMemoryFiles,
  image,
  plannedJob,
  request,
} from "../support/fakes.ts";

const source = await image(32, 20);
const result = await image(64, 40);

function setUp(count: number) {
  const jobs = Array.from({ length: count }, (_, index) => plannedJob(`${index}.png`));
  const backend = new FakeBackend({ image: result, seed: undefined });
  const files = new InMemoryFiles(
    Object.fromEntries(jobs.map((job) => [job.source.uri, source.bytes])),
  );
  const user = new AbortController();
  const journal = new FakeJournal();
  const finished: JobOutcome[] = [];
  const run = (concurrency = 2) =>
    runBatch(jobs, {
      backend,
      files,
      slots: new Slots(concurrency),
      journal,
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      signal: user.signal,
      onProgress: () => {},
      onOutcome: (outcome) => finished.push(outcome),
    });
  return { jobs, backend, files, journal, user, finished, run };
}

/** Waits for a condition that other promises bring about, turn by turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Counts how many are inside at a time. */
class Crowd {
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

suite("runBatch", () => {
  test("each job becomes a file", async () => {
    const { files, finished, run } = setUp(5);
    const outcomes = await run();
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.equal(files.contents.size, 10);
    assert.equal(finished.length, 5);
  });

  test("two are submitted at a time, and one more may upload meanwhile", async () => {
    const { backend, run } = setUp(12);
    const [begun, submitted] = [new Crowd(), new Crowd()];
    backend.handOver = async () => {
      begun.enter();
      return "data:";
    };
    backend.submit = async () => {
      submitted.enter();
      return request;
    };
    backend.follow = async () => {
      // Every other job that may begin has begun.
      await until(() => begun.inside >= 3 || begun.total === 12);
      submitted.leave();
      begun.leave();
      return { image: result, seed: undefined };
    };
    const outcomes = await run(2);
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.deepEqual([submitted.peak, begun.peak], [2, 3]);
  });

  test("one failure stops only itself", async () => {
    const { files, jobs, run } = setUp(4);
    files.contents.delete(jobs[1]?.source.uri ?? "");
    const outcomes = await run();
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ["done", "failed", "done", "done"],
    );
  });

  test("after a refused key the rest of the batch is not sent", async () => {
    const { backend, run } = setUp(20);
    backend.handOver = async () => {
      backend.calls.push("handOver");
      throw new UpscaleError("badKey");
    };
    const outcomes = await run(2);
    assert.ok(
      outcomes.every((outcome) => outcome.state === "failed" && outcome.error.reason === "badKey"),
    );
    assert.ok(backend.calls.length <= 3, `${backend.calls.length} calls`);
  });

  test("a job that waited for its turn is not submitted to an account without credit", async () => {
    const { backend, run } = setUp(6);
    backend.submit = async () => {
      backend.calls.push("submit");
      // The third has been handed over, and waits for the slot of one of the two.
      await until(() => backend.calls.filter((call) => call === "handOver").length === 3);
      throw new UpscaleError("noCredit");
    };
    const outcomes = await run(2);
    assert.ok(outcomes.every((outcome) => outcome.state === "failed"));
    assert.equal(backend.calls.filter((call) => call === "submit").length, 2);
  });

  test("a cancelled batch cancels what is submitted and sends nothing more", async () => {
    const { backend, user, run } = setUp(10);
    backend.follow = async (_request, _onStatus, signal) => {
      user.abort();
      signal.throwIfAborted();
      throw new Error("not reached");
    };
    const outcomes = await run(2);
    const sent = outcomes.filter(({ job }: { job: Job }) => job.submitted?.request === request);
    assert.ok(outcomes.every(({ state }) => state === "cancelled"));
    assert.equal(backend.calls.filter((call) => call === "cancel").length, sent.length);
    assert.equal(backend.calls.filter((call) => call === "submit").length, sent.length);
    assert.ok(sent.length <= 2);
  });
});

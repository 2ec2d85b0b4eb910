import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { Job, JobOutcome } from "../../src/core/job.ts";
import { runBatch } from "../../src/core/runBatch.ts";
import { FakeBackend, InMemoryFiles, image, plannedJob, request } from "../support/fakes.ts";

const source = await image(32, 20);
const result = await image(64, 40);

function setUp(count: number) {
  const jobs = Array.from({ length: count }, (_, index) => plannedJob(`${index}.png`));
  const backend = new FakeBackend({ image: result, seed: undefined });
  const files = new InMemoryFiles(
    Object.fromEntries(jobs.map((job) => [job.source.uri, source.bytes])),
  );
  const user = new AbortController();
  const finished: JobOutcome[] = [];
  const run = (concurrency = 2) =>
    runBatch(jobs, {
      backend,
      files,
      concurrency,
      signal: user.signal,
      onProgress: () => {},
      onOutcome: (outcome) => finished.push(outcome),
    });
  return { jobs, backend, files, user, finished, run };
}

/** Promises that are settled by hand, in the order in which they were asked for. */
class Gate {
  readonly #waiting: (() => void)[] = [];
  get waiting(): number {
    return this.#waiting.length;
  }
  enter = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve));
  open(): void {
    this.#waiting.shift()?.();
  }
}

/** Lets everything run that does not wait for the test. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

suite("runBatch", () => {
  test("each job becomes a file", async () => {
    const { files, finished, run } = setUp(5);
    const outcomes = await run();
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.equal(files.contents.size, 10);
    assert.equal(finished.length, 5);
  });

  test("two are submitted at a time, and one more may upload meanwhile", async () => {
    const { backend, run } = setUp(6);
    const following = new Gate();
    let uploads = 0;
    backend.handOver = async () => {
      uploads += 1;
      return "data:";
    };
    backend.follow = async () => {
      await following.enter();
      return { image: result, seed: undefined };
    };
    const all = run(2);
    await settled();
    assert.deepEqual([following.waiting, uploads], [2, 3]);
    following.open();
    await settled();
    assert.deepEqual([following.waiting, uploads], [2, 4]);
    while (following.waiting > 0) {
      following.open();
      await settled();
    }
    assert.equal((await all).length, 6);
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

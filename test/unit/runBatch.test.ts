import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { Job } from "../../src/core/job.ts";
import { Crowd, batchOf, result, until } from "../support/batches.ts";
import { plannedJob, request } from "../support/fakes.ts";

suite("runBatch", () => {
  test("each job becomes a file", async () => {
    const { files, finished, run } = batchOf(5);
    const outcomes = await run();
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.equal(files.contents.size, 10);
    assert.equal(finished.length, 5);
  });

  test("two are submitted at a time, and three more may be handed over meanwhile", async () => {
    const { backend, run } = batchOf(12);
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
      await until(() => begun.inside >= 5 || begun.total === 12);
      submitted.leave();
      begun.leave();
      return { image: result, seed: undefined };
    };
    const outcomes = await run(2);
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.deepEqual([submitted.peak, begun.peak], [2, 5]);
  });

  for (const [concurrency, sources] of [
    [1, 2],
    [2, 2],
    [4, 3],
    [8, 7],
  ] as const) {
    test(`of ${concurrency} at a time, ${sources} sources are on the line at most`, async () => {
      const { backend, run } = batchOf(12);
      const line = new Crowd();
      backend.handOver = async () => {
        line.enter();
        await new Promise((resolve) => setImmediate(resolve));
        line.leave();
        return "data:";
      };
      const outcomes = await run(concurrency);
      assert.ok(outcomes.every(({ state }) => state === "done"));
      assert.equal(line.peak, sources);
    });
  }

  test("those that are next at fal are sent for now, the others ahead, as when others wait there", async () => {
    const { backend, run } = batchOf(5);
    const ahead: (boolean | undefined)[] = [];
    backend.handOver = async (_image, _signal, isAhead) => {
      ahead.push(isAhead);
      return "data:";
    };
    backend.follow = async () => {
      await until(() => ahead.length === 5);
      return { image: result, seed: undefined };
    };
    assert.ok((await run(2)).every(({ state }) => state === "done"));
    // Which of them gets there first is up to the threads that hash the sources.
    assert.deepEqual(ahead.toSorted(), [false, false, true, true, true]);
  });

  test("what is completed at fal makes room there while its result is fetched", async () => {
    const { backend, run } = batchOf(3);
    const atFal = new Crowd();
    backend.submit = async () => {
      atFal.enter();
      return request;
    };
    backend.follow = async (_request, onStatus) => {
      atFal.leave();
      onStatus({ phase: "downloading" });
      await until(() => atFal.total === 3);
      return { image: result, seed: undefined };
    };
    const outcomes = await run(1);
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.equal(atFal.peak, 1);
  });

  test("one that another window had submitted is on no line, and holds up nobody's upload", async () => {
    const { backend, jobs, run } = batchOf(4);
    const source = { width: 32, height: 20, hash: "h" };
    const submitted = { request, source };
    jobs.splice(0, 2, plannedJob("0.png", { submitted }), plannedJob("1.png", { submitted }));
    backend.follow = async () => {
      await until(() => backend.calls.filter((call) => call === "handOver").length === 2);
      return { image: result, seed: undefined };
    };
    assert.ok((await run(2)).every(({ state }) => state === "done"));
  });

  test("one failure stops only itself", async () => {
    const { files, jobs, run } = batchOf(4);
    files.contents.delete(jobs[1]?.source.uri ?? "");
    const outcomes = await run();
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ["done", "failed", "done", "done"],
    );
  });

  test("after a refused key the rest of the batch is not sent", async () => {
    const { backend, run } = batchOf(20);
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
    const { backend, run } = batchOf(6);
    backend.follow = async () => {
      // The others that may have begun wait for the slot of one of the two.
      await until(() => backend.calls.filter((call) => call === "handOver").length === 5);
      throw new UpscaleError("noCredit");
    };
    const outcomes = await run(2);
    assert.ok(outcomes.every((outcome) => outcome.state === "failed"));
    assert.equal(backend.calls.filter((call) => call === "submit").length, 2);
  });

  test("a cancelled batch cancels what is submitted and sends nothing more", async () => {
    const { backend, user, run } = batchOf(10);
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

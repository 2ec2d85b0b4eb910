import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { BoardEntry } from "../../src/core/boardEntry.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import type { JobOutcome } from "../../src/core/job.ts";
import { Slots } from "../../src/core/slots.ts";
import { Crowd, batchOf, result, until } from "../support/batches.ts";
import { plannedJob, request } from "../support/fakes.ts";

suite("the user's no to one job of a batch", () => {
  const states = (outcomes: readonly JobOutcome[]) => outcomes.map(({ state }) => state).join(" ");

  test("that is submitted cancels it at fal; the others go on", async () => {
    const { backend, board, run } = batchOf(3);
    let followed = 0;
    backend.follow = async (_request, _onStatus, signal) => {
      followed += 1;
      if (followed === 2) {
        const submitted = ({ progress }: BoardEntry) => progress?.phase === "submitting";
        board.cancel(
          board
            .inState("running")
            .filter(submitted)
            .map(({ job }) => job.id),
        );
        signal.throwIfAborted();
      }
      return { image: result, seed: undefined };
    };
    assert.deepEqual(
      states(await run(1))
        .split(" ")
        .toSorted(),
      ["cancelled", "done", "done"],
    );
    assert.equal(backend.calls.filter((call) => call === "cancel").length, 1);
  });

  test("that waits ends it at once, before its turn, and it never begins", async () => {
    const { backend, board, finished, jobs, started, run } = batchOf(5);
    backend.follow = async () => {
      board.cancel([jobs[4]?.id ?? ""]);
      // All slots are taken until it has ended.
      await until(() => finished.length > 0);
      return { image: result, seed: undefined };
    };
    assert.equal(states(await run(1)), "done done done done cancelled");
    assert.equal(finished[0]?.job.source.name, "4.png");
    assert.deepEqual(started, ["0.png", "1.png", "2.png", "3.png"]);
    assert.equal(backend.calls.filter((call) => call === "cancel").length, 0);
  });

  test("that is uploaded and waits for its submit ends it at once", async () => {
    const { backend, board, finished, jobs, run } = batchOf(2);
    backend.follow = async () => {
      await until(() => backend.calls.filter((call) => call === "handOver").length === 2);
      board.cancel([jobs[1]?.id ?? ""]);
      await until(() => finished.length > 0);
      return { image: result, seed: undefined };
    };
    assert.equal(states(await run(1)), "done cancelled");
    assert.equal(backend.calls.filter((call) => call === "submit").length, 1);
  });

  test("that another window had submitted reaches fal", async () => {
    const { backend, board, jobs, run } = batchOf(5);
    const last = jobs.at(-1) ?? plannedJob();
    const source = { width: 32, height: 20, hash: "h" };
    const submitted = { request, source };
    jobs.splice(-1, 1, { ...last, submitted });
    backend.follow = async (_request, _onStatus, signal) => {
      board.cancel([last.id]);
      signal.throwIfAborted();
      return { image: result, seed: undefined };
    };
    assert.equal(states(await run(1)), "done done done done cancelled");
    assert.equal(backend.calls.filter((call) => call === "cancel").length, 1);
  });
});

suite("a batch that is paused", () => {
  test("submits nothing, and can be cancelled at once", async () => {
    const { backend, finished, user, run } = batchOf(4);
    const slots = new Slots(2);
    slots.pause();
    const running = run(2, slots);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([backend.calls.length, finished.length], [0, 0]);
    user.abort();
    const outcomes = await running;
    assert.ok(outcomes.every(({ state }) => state === "cancelled"));
    assert.deepEqual(backend.calls, []);
  });

  test("fetches what was submitted before it began, behind those that wait too", async () => {
    const submitted = { request, source: { width: 32, height: 20, hash: "h" } };
    const { backend, finished, run } = batchOf(6, (index) => (index < 4 ? {} : { submitted }));
    const slots = new Slots(1);
    slots.pause();
    const running = run(1, slots);
    await until(() => finished.length === 2);
    assert.deepEqual(finished.map(({ job }) => job.source.name).toSorted(), ["4.png", "5.png"]);
    assert.ok(!backend.calls.includes("submit"));
    slots.resume();
    assert.ok((await running).every(({ state }) => state === "done"));
  });

  test("goes on with what is submitted, and with the rest when the pause ends", async () => {
    const { backend, finished, started, run } = batchOf(4);
    const slots = new Slots(1);
    backend.submit = async () => {
      backend.calls.push("submit");
      slots.pause();
      return request;
    };
    const running = run(1, slots);
    await until(() => finished.length === 1);
    assert.equal(backend.calls.filter((call) => call === "submit").length, 1);
    while (finished.length < 4) {
      slots.resume();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok((await running).every(({ state }) => state === "done"));
    assert.equal(started.length, 4);
  });
});

suite("a batch that is paused while a result is fetched", () => {
  test("submits nothing into the place that this leaves at fal", async () => {
    const { backend, finished, run } = batchOf(3);
    const slots = new Slots(1);
    const submits = () => backend.calls.filter((call) => call === "submit").length;
    backend.follow = async (_request, onStatus) => {
      slots.pause();
      onStatus({ phase: "downloading" });
      return { image: result, seed: undefined };
    };
    const running = run(1, slots);
    for (const ended of [1, 2, 3]) {
      await until(() => finished.length === ended);
      assert.equal(submits(), ended);
      slots.resume();
    }
    assert.ok((await running).every(({ state }) => state === "done"));
  });
});

suite("a batch of large pictures", () => {
  test("has as many under way as there is memory for, though more slots are free", async () => {
    const { backend, run } = batchOf(6);
    const crowd = new Crowd();
    backend.handOver = async () => {
      crowd.enter();
      return "data:";
    };
    backend.follow = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      crowd.leave();
      return { image: result, seed: undefined };
    };
    const outcomes = await run(40, new Slots(40, 100));
    assert.ok(outcomes.every(({ state }) => state === "done"));
    assert.equal(crowd.peak, 2);
  });
});

suite("a batch that is stopped", () => {
  for (const reason of ["noCredit", "badKey"] as const) {
    test(`by ${reason}: what is paid for is fetched all the same`, async () => {
      const { backend, jobs, run } = batchOf(3);
      const source = { width: 32, height: 20, hash: "h" };
      jobs.splice(2, 1, plannedJob("2.png", { submitted: { request, source } }));
      backend.handOver = async () => {
        throw new UpscaleError(reason);
      };
      const outcomes = await run(1);
      assert.deepEqual(
        [outcomes[0], outcomes[2]].map((outcome) => outcome?.state),
        ["failed", "done"],
      );
    });
  }
});

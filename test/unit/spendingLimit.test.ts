import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { Job } from "../../src/core/job.ts";
import type { BatchContext } from "../../src/core/runBatch.ts";
import { runBatch } from "../../src/core/runBatch.ts";
import { Slots } from "../../src/core/slots.ts";
import {
  FakeBackend,
  FakeJournal,
  InMemoryFiles,
  image,
  cloudOnly,
  plannedJob,
  request,
  samePictures,
} from "../support/fakes.ts";

const source = await image(500, 250);
const result = await image(1000, 500);

/** 500 × 250 at 2× is half a megapixel, which costs half a dollar here. */
const planned = (name: string, changes: Partial<Job> = {}): Job =>
  plannedJob(name, { dollarsPerMegapixel: 1, ...changes });

type MayCharge = NonNullable<BatchContext["mayCharge"]>;

function setUp(jobs: readonly Job[], mayCharge: MayCharge) {
  const backend = new FakeBackend({ image: result, seed: undefined });
  const files = new InMemoryFiles(
    Object.fromEntries(jobs.map((job) => [job.source.uri, source.bytes])),
  );
  const user = new AbortController();
  const journal = new FakeJournal();
  const run = async () => {
    const outcomes = await runBatch(jobs, {
      backends: cloudOnly(backend),
      pictures: samePictures(),
      files,
      slots: new Slots(1),
      journal,
      mayCharge,
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      signal: user.signal,
      onProgress: () => {},
      onOutcome: () => {},
    });
    return outcomes.map((outcome) =>
      outcome.state === "failed" ? outcome.error.reason : outcome.state,
    );
  };
  return { backend, journal, user, run };
}

suite("a job that may not be charged", () => {
  test("is asked about with its price, right before it would be", async () => {
    const asked: [string, number | undefined][] = [];
    const { backend, run } = setUp([planned("a.png")], async ({ source: { name } }, dollars) => {
      asked.push([name, dollars]);
      assert.deepEqual(backend.calls, ["handOver"]);
      return true;
    });
    assert.deepEqual(await run(), ["done"]);
    assert.deepEqual(asked, [["a.png", 0.5]]);
  });

  test("is not submitted, not written down as if it were, and no other is begun", async () => {
    const jobs = ["a.png", "b.png", "c.png", "d.png", "e.png"].map((name) => planned(name));
    let left = 2;
    const { backend, journal, run } = setUp(jobs, async () => left-- > 0);
    // Which two of them are the first is up to the threads that hash the sources.
    const ends = (await run()).toSorted();
    assert.deepEqual(ends, ["done", "done", "overBudget", "overBudget", "overBudget"]);
    assert.equal(backend.calls.filter((call) => call === "submit").length, 2);
    assert.equal(journal.steps.filter((step) => step === "submitting").length, 2);
  });

  test("may be cancelled while the question is open", async () => {
    const { backend, user, run } = setUp([planned("a.png")], () => {
      user.abort();
      return new Promise(() => {});
    });
    assert.deepEqual(await run(), ["cancelled"]);
    assert.deepEqual(backend.calls, ["handOver"]);
  });

  test("is not given up while the question is open, however long", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const { run } = setUp([planned("a.png")], async () => {
      context.mock.timers.tick(24 * 60 * 60_000);
      return true;
    });
    assert.deepEqual(await run(), ["done"]);
  });

  test("is asked about once, however often the network is away", async () => {
    let asked = 0;
    const { backend, run } = setUp([planned("a.png")], async () => {
      asked += 1;
      return true;
    });
    let failures = 3;
    backend.submit = async () => {
      if (failures-- > 0) {
        throw new UpscaleError("offline");
      }
      return request;
    };
    assert.deepEqual(await run(), ["done"]);
    assert.equal(asked, 1);
  });

  test("is not asked about when it is paid for already", async () => {
    const submitted = { request, source: { width: 500, height: 250, hash: "s" } };
    const { backend, run } = setUp([planned("a.png", { submitted })], () =>
      assert.fail("it was asked about"),
    );
    assert.deepEqual(await run(), ["done"]);
    assert.deepEqual(backend.calls, ["follow"]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DayCharges } from "../../src/core/dayCharges.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import type { Job, JobOutcome } from "../../src/core/job.ts";
import { Journal } from "../../src/core/journal.ts";
import { Ledger } from "../../src/core/ledger.ts";
import { InMemoryRecords, deviceOptions, plannedJob, request } from "../support/fakes.ts";

const noon = new Date(2026, 10, 5, 12).getTime();
const aDay = 24 * 60 * 60_000;

/** 500 × 500 at 2× is a megapixel, which costs a dollar here. */
const aDollar = { dollarsPerMegapixel: 1 };
const submitted = { request, source: { width: 500, height: 500, hash: "s" } };
const output = {
  uri: "file:///o",
  name: "o",
  width: 1000,
  height: 1000,
  byteLength: 5,
  hash: "h",
  sourceChanged: false,
};

function setUp() {
  const records = new InMemoryRecords();
  let now = noon;
  const window = (id: string) => {
    const journal = new Journal(records, { id, isGone: async () => false }, () => now);
    return { journal, day: new DayCharges(new Ledger(records), journal, () => now) };
  };
  return { ...window("a"), window, wait: (milliseconds: number) => (now += milliseconds) };
}

const failed = (job: Job, error: UpscaleError): JobOutcome => ({ state: "failed", job, error });

suite("what a day has cost", () => {
  test("is nothing at first", async () => {
    assert.equal(await setUp().day.spentToday(), 0);
  });

  test("counts a job from the moment it may be charged, and once", async () => {
    const { journal, day } = setUp();
    const job = plannedJob("a.png", aDollar);
    await journal.record(job, "planned");
    assert.equal(await day.spentToday(), 0);
    day.allow(job, 1);
    assert.equal(await day.spentToday(), 1);
    await journal.record(job, "submitting");
    assert.equal(await day.spentToday(), 1);
    await journal.record({ ...job, submitted }, "submitted");
    assert.equal(await day.spentToday(), 1);
    await journal.end({ state: "done", job: { ...job, submitted }, output });
    assert.equal(await day.spentToday(), 1);
  });

  test("counts, for other windows too, what was let go and is not submitted yet", async () => {
    const { journal, window } = setUp();
    const job = plannedJob("a.png", { ...aDollar, mayCost: 1 });
    await journal.record(job, "planned");
    assert.equal(await window("b").day.spentToday(), 1);
    await journal.record(job, "submitting");
    assert.equal(await window("b").day.spentToday(), 1);
    await journal.end(failed(job, new UpscaleError("submitUnknown")));
    assert.equal(await window("b").day.spentToday(), 1);
    await journal.end(failed(job, new UpscaleError("timedOut")));
    assert.equal(await window("b").day.spentToday(), 0);
  });

  test("has fal's own count in the end", async () => {
    const { journal, day } = setUp();
    const job = plannedJob("a.png", { ...aDollar, submitted });
    day.allow(job, 1);
    await journal.end({ state: "done", job, output: { ...output, units: 1.5 } });
    assert.equal(await day.spentToday(), 1.5);
  });

  test("counts what other windows have submitted and done", async () => {
    const { journal, window } = setUp();
    await journal.record(plannedJob("a.png", { ...aDollar, submitted }), "submitted");
    const done = plannedJob("b.png", {
      ...aDollar,
      submitted: { ...submitted, request: { ...request, requestId: "r-2" } },
    });
    await journal.end({ state: "done", job: done, output });
    assert.equal(await window("b").day.spentToday(), 2);
  });

  for (const [name, end, dollars] of [
    ["was never sent", (job: Job) => failed(job, new UpscaleError("offline")), 0],
    ["may have been sent", (job: Job) => failed(job, new UpscaleError("submitUnknown")), 1],
    [
      "failed at fal",
      (job: Job) =>
        failed({ ...job, submitted }, new UpscaleError("serviceFailed", { ended: true })),
      0,
    ],
    [
      "may have a result at fal",
      (job: Job) => failed({ ...job, submitted }, new UpscaleError("timedOut")),
      1,
    ],
    [
      "was cancelled at fal, which may still charge",
      (job: Job): JobOutcome => ({
        state: "cancelled",
        job: { ...job, submitted },
        cancel: "cancelled",
      }),
      1,
    ],
    [
      "was cancelled before it was sent",
      (job: Job): JobOutcome => ({ state: "cancelled", job, cancel: "notSent" }),
      0,
    ],
  ] as const) {
    test(`a job that ${name} counts ${dollars} dollars`, async () => {
      const { journal, day } = setUp();
      const job = plannedJob("a.png", aDollar);
      day.allow(job, 1);
      await journal.end(end(job));
      assert.equal(await day.spentToday(), dollars);
    });
  }

  test("a job that is submitted again after it was done counts twice", async () => {
    const { journal, day } = setUp();
    const job = plannedJob("a.png", aDollar);
    await journal.end({ state: "done", job: { ...job, submitted }, output });
    const again = { ...submitted, request: { ...request, requestId: "r-2" } };
    await journal.record({ ...job, submitted: again }, "submitted");
    assert.equal(await day.spentToday(), 2);
  });

  test("a job on this device costs nothing", async () => {
    const { journal, day } = setUp();
    await journal.end({
      state: "done",
      job: plannedJob("a.png", { options: deviceOptions }),
      output,
    });
    assert.equal(await day.spentToday(), 0);
  });

  test("is forgotten at midnight", async () => {
    const { journal, day, wait } = setUp();
    day.allow(plannedJob("a.png", aDollar), 1);
    await journal.record(plannedJob("b.png", { ...aDollar, submitted }), "submitted");
    await journal.end({
      state: "done",
      job: plannedJob("c.png", {
        ...aDollar,
        submitted: { request: { ...request, requestId: "r-3" } },
      }),
      output,
    });
    assert.equal(await day.spentToday(), 3);
    wait(aDay);
    assert.equal(await day.spentToday(), 0);
  });
});

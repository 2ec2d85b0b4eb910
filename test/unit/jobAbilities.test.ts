import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { FailureReason } from "../../src/core/errors.ts";
import type { CancelState, Job, JobOutcome, Output } from "../../src/core/job.ts";
import { abilities, isRetriable } from "../../src/core/jobAbilities.ts";
import { anotherSeed, retried, sameSeed } from "../../src/core/runAgain.ts";
import { clarityOptions, deviceOptions, plannedJob, request } from "../support/fakes.ts";

const submitted = { request, source: { width: 1, height: 1, hash: "h" } };
const output: Output = {
  uri: "file:///art/hero@2x.png",
  name: "hero@2x.png",
  width: 2,
  height: 2,
  byteLength: 9,
  hash: "h",
  sourceChanged: false,
};

const done = (job: Job, seed?: number) =>
  ({ state: "done", job, output: { ...output, seed } }) as const;
const failed = (reason: FailureReason, changes: Partial<Job> = {}, ended = false): JobOutcome => ({
  state: "failed",
  job: plannedJob("x.png", changes),
  error: new UpscaleError(reason, { ended }),
});
const cancelled = (cancel: CancelState, changes: Partial<Job> = {}): JobOutcome => ({
  state: "cancelled",
  job: plannedJob("x.png", changes),
  cancel,
});
const can = (outcome: JobOutcome) => abilities({ job: outcome.job, outcome }).join(" ");

suite("what can be done with a job", () => {
  test("that has not ended is to cancel it, once", () => {
    const job = plannedJob();
    assert.deepEqual(abilities({ job }), ["cancel"]);
    assert.deepEqual(abilities({ job, progress: { phase: "saving" } }), ["cancel"]);
    assert.deepEqual(abilities({ job, progress: { phase: "cancelling" } }), []);
  });

  const rows: readonly (readonly [string, JobOutcome, string])[] = [
    ["done with a seed", done(plannedJob(), 7), "open runAgain sameSeed anotherSeed remove"],
    ["done without one", done(plannedJob()), "open runAgain anotherSeed remove"],
    [
      "done on this device",
      done(plannedJob("x.png", { options: deviceOptions })),
      "open runAgain remove",
    ],
    ["failed on its way", failed("offline"), "retry remove"],
    ["without a key", failed("missingKey"), "retry remove"],
    ["without credit", failed("noCredit"), "retry remove"],
    ["unreadable", failed("cannotRead"), "retry remove"],
    ["failed at fal", failed("serviceFailed", { submitted }, true), "retry remove"],
    ["paid, and not fetched", failed("connection", { submitted }), "getResult remove"],
    ["paid, and the key refused", failed("badKey", { submitted }), "getResult remove"],
    ["of an unknown submit", failed("submitUnknown"), "submitAgain remove"],
    ["of another size", failed("unexpectedSize", { submitted }), "saveAnyway remove"],
    ["refused for its content", failed("contentPolicy", { submitted }, true), "runAgain remove"],
    ["refused as it is", failed("rejected"), "runAgain remove"],
    ["said to be gone", failed("expired", { submitted }), "getResult runAgain remove"],
    ["gone, by fal's own word", failed("expired", { submitted }, true), "runAgain remove"],
    ["that another window has", failed("takenOver"), "remove"],
    ["whose address is lost", failed("addressLost"), "remove"],
    ["all black", failed("blackResult", { submitted }), "saveAnyway remove"],
    ["stopped by the user's own limit", failed("overBudget"), "retry remove"],
    ["cancelled before it was sent", cancelled("notSent"), "retry remove"],
    ["cancelled in time", cancelled("cancelled", { submitted }), "retry remove"],
    ["cancelled too late", cancelled("completed", { submitted }), "getResult remove"],
    ["cancelled unheard", cancelled("unknown", { submitted }), "getResult remove"],
  ];
  for (const [what, outcome, expected] of rows) {
    test(`${what}: ${expected}`, () => assert.equal(can(outcome), expected));
  }
});

suite("what is retried with all others that failed", () => {
  const rows: readonly (readonly [string, JobOutcome, boolean])[] = [
    ["one that failed on its way", failed("offline"), true],
    ["one whose result is paid", failed("connection", { submitted }), true],
    ["one whose submit is unknown", failed("submitUnknown"), false],
    ["one of another size", failed("unexpectedSize", { submitted }), false],
    ["one refused for its content", failed("contentPolicy"), false],
    ["one whose result is said to be gone", failed("expired", { submitted }), false],
    ["one that another window has", failed("takenOver"), false],
    ["one that was cancelled", cancelled("unknown", { submitted }), false],
    ["one that is done", done(plannedJob()), false],
  ];
  for (const [what, outcome, expected] of rows) {
    test(`${what}: ${expected ? "yes" : "no"}`, () => {
      assert.equal(isRetriable({ job: outcome.job, outcome }), expected);
    });
  }

  test("nothing that has not ended", () => {
    assert.equal(isRetriable({ job: plannedJob() }), false);
  });
});

suite("a job that runs once more", () => {
  test("only fetches what was paid for", () => {
    const outcome = failed("connection", { submitted });
    assert.equal(retried(outcome), outcome.job);
  });

  test("asks for a result that was said to be gone, and pays for none", () => {
    const outcome = failed("expired", { submitted });
    assert.equal(retried(outcome), outcome.job);
  });

  test("begins anew where nothing waits at fal", () => {
    const { job } = failed("serviceFailed", { submitted, begunBefore: 2 }, true);
    const again = retried({
      state: "failed",
      job,
      error: new UpscaleError("serviceFailed", { ended: true }),
    });
    assert.deepEqual(
      [again.submitted, again.begunBefore, again.id],
      [undefined, undefined, job.id],
    );
  });

  test("takes the seed that its model took, or lets it choose another", () => {
    const fixed = plannedJob("x.png", { options: { ...clarityOptions, seed: 3 } });
    const made = { options: fixed.options, seed: 7 };
    assert.deepEqual(sameSeed(made), { ...clarityOptions, seed: 7 });
    assert.deepEqual(anotherSeed(made), { ...clarityOptions, seed: null });
  });

  test("has no seed to take where none is known, or its model has none", () => {
    const here = { options: deviceOptions };
    assert.equal(sameSeed({ options: clarityOptions }), undefined);
    assert.deepEqual([sameSeed(here), anotherSeed(here)], [undefined, undefined]);
  });
});

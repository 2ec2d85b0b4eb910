import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { FailureReason } from "../../src/core/errors.ts";
import type { CancelState, JobOutcome } from "../../src/core/job.ts";
import { doableHere, remedy, wayOut } from "../../src/core/wayOut.ts";
import { deviceOptions, plannedJob, request } from "../support/fakes.ts";

const submitted = { request, source: { width: 1, height: 1, hash: "h" } };
const failed = (reason: FailureReason, paid = false, ended = false) =>
  ({
    state: "failed",
    job: plannedJob("x.png", paid ? { submitted } : {}),
    error: new UpscaleError(reason, { ended, subject: "s" }),
  }) as const;
const cancelled = (cancel: CancelState): JobOutcome => ({
  state: "cancelled",
  job: plannedJob("x.png", { submitted }),
  cancel,
});

suite("wayOut", () => {
  const unpaid: readonly (readonly [FailureReason, string])[] = [
    ["missingKey", "setApiKey"],
    ["badKey", "setApiKey"],
    ["noCredit", "openBilling"],
    ["forbidden", "showLog"],
    ["badSetting", "openSettings"],
    ["badSource", "showLog"],
    ["tooLarge", "showLog"],
    ["rejected", "showLog"],
    ["contentPolicy", "showLog"],
    ["offline", "tryAgain"],
    ["connection", "tryAgain"],
    ["rateLimited", "tryAgain"],
    ["serviceFailed", "tryAgain"],
    ["timedOut", "tryAgain"],
    ["submitUnknown", "submitAgain"],
    ["expired", "showLog"],
    ["unreadableAnswer", "tryAgain"],
    ["cannotRead", "showLog"],
    ["cannotWrite", "tryAgain"],
    ["takenOver", "showLog"],
    ["bug", "showLog"],
  ];
  for (const [reason, expected] of unpaid) {
    test(`${reason} before the submit → ${expected}`, () =>
      assert.equal(wayOut(failed(reason)), expected));
  }

  for (const [reason] of unpaid) {
    const expected =
      { missingKey: "setApiKey", badKey: "setApiKey", submitUnknown: "submitAgain" }[
        reason as string
      ] ?? "getResult";
    test(`${reason} after the submit → ${expected}: what is paid for can be fetched`, () => {
      assert.equal(wayOut(failed(reason, true)), expected);
    });
  }

  test("a request that failed at fal is not asked for again", () => {
    assert.equal(wayOut(failed("serviceFailed", true, true)), "tryAgain");
    assert.equal(wayOut(failed("rejected", true, true)), "showLog");
  });
});

suite("remedy", () => {
  test("failures that share a way out share its button, with all their jobs", () => {
    const outcomes = [failed("badKey"), failed("missingKey"), failed("badKey")];
    assert.deepEqual(remedy(outcomes), {
      kind: "setApiKey",
      jobs: outcomes.map(({ job }) => job),
      subject: "s",
    });
  });

  test("several ways out lead to the list of jobs", () => {
    assert.equal(remedy([failed("badKey"), failed("offline")])?.kind, "showJobs");
  });

  for (const other of [failed("badSource"), failed("offline"), failed("badKey")]) {
    test(`a paid job comes before ${other.error.reason}`, () => {
      const paid = failed("timedOut", true);
      assert.deepEqual(remedy([other, paid]), { kind: "getResult", jobs: [paid.job] });
    });
  }

  test("a cancel that came too late, or was not heard, leaves a result to get", () => {
    const outcomes = [
      cancelled("completed"),
      cancelled("unknown"),
      cancelled("cancelled"),
      failed("badSource"),
    ];
    assert.deepEqual(remedy(outcomes), {
      kind: "getResult",
      jobs: outcomes.slice(0, 2).map(({ job }) => job),
    });
  });

  test("what was cancelled in time needs nothing", () => {
    assert.equal(remedy([cancelled("cancelled"), cancelled("notSent")]), undefined);
  });
});

suite("what this device can do instead", () => {
  for (const reason of [
    "missingKey",
    "badKey",
    "noCredit",
    "forbidden",
    "offline",
    "connection",
    "timedOut",
  ] as const) {
    test(`a job that never reached fal: ${reason}`, () => {
      const outcome = failed(reason);
      assert.deepEqual(doableHere([outcome]), [outcome.job]);
    });
  }

  test("no job that may be paid for, and none that fails here too", () => {
    for (const outcome of [
      failed("badKey", true),
      failed("submitUnknown"),
      failed("badSource"),
      failed("timedOut", true),
    ]) {
      assert.deepEqual(doableHere([outcome]), []);
    }
  });

  test("nothing, when one of several cannot be done here", () => {
    assert.deepEqual(doableHere([failed("noCredit"), failed("badSource")]), []);
  });

  test("no job that has failed here already", () => {
    const job = plannedJob("x.png", { options: deviceOptions });
    assert.deepEqual(doableHere([{ ...failed("offline"), job }]), []);
  });

  test("a result that is too large here is a matter of the scale", () => {
    const error = new UpscaleError("tooLarge", { subject: "scale" });
    assert.equal(wayOut({ ...failed("tooLarge"), error }), "openSettings");
  });
});

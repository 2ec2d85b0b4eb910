import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { reasonToStop } from "../../src/core/reasonToStop.ts";
import { deviceOptions, plannedJob } from "../support/fakes.ts";

const here = (begunBefore?: number) => plannedJob("x.png", { options: deviceOptions, begunBefore });

suite("a job that a window left behind", () => {
  test("goes on by itself where nothing can have been sent, or what was sent is known", () => {
    assert.equal(reasonToStop(plannedJob(), "planned"), undefined);
    assert.equal(reasonToStop(plannedJob("x.png", { begunBefore: 9 }), "submitted"), undefined);
    assert.equal(reasonToStop(here(), "planned"), undefined);
  });

  test("is not submitted again by itself", () => {
    assert.equal(reasonToStop(plannedJob(), "submitting"), "submitUnknown");
  });

  test("on this device is given up when three windows did not survive it", () => {
    assert.deepEqual(
      [1, 2, 3].map((begun) => reasonToStop(here(begun), "planned")),
      [undefined, undefined, "deviceFailed"],
    );
  });
});

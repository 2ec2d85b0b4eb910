import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { jobMemory } from "../../src/core/jobMemory.ts";
import { deviceOptions, plannedJob } from "../support/fakes.ts";

suite("the memory of a job", () => {
  const at = (scale: number) => plannedJob("x.png", { options: { ...deviceOptions, scale } });

  test("is a few times its source, and grows with the pixels of its result", () => {
    const [once, twice, fourTimes] = [1, 2, 4].map((scale) => jobMemory(at(scale), 1000));
    assert.deepEqual([once, twice, fourTimes], [8000, 17_000, 53_000]);
  });

  test("is nothing where the size of its source is not known", () => {
    assert.equal(jobMemory(at(4), 0), 0);
  });
});

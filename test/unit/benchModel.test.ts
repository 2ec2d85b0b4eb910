import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { idealSchedule, limitOf } from "../bench/cloud/limit.ts";
import { runIn } from "../bench/cloud/network.ts";
import { shareOverlapped } from "../bench/cloud/overlap.ts";
import { medianOf } from "../bench/statistics.ts";

/** 100 ms there and back; a source takes 40 ms up, a result 100 ms down. */
const network = { roundTrip: 100, up: 1e6, down: 1e6 };
const cargo = { source: 40_000, result: 100_000 };

suite("what nobody can avoid on the bench's line", () => {
  test("is a connection, the image as text and half a round trip before fal has the request", () => {
    assert.equal(Math.round(limitOf(network, cargo).submit), 250 + 53);
  });

  test("is an upload where the image is so large that its text takes longer", () => {
    const large = { ...cargo, source: 1_000_000 };
    assert.equal(limitOf(network, large).submit, 450 + 1000);
  });

  test("is the news, the address and the result after the job", () => {
    assert.equal(limitOf(network, cargo).fetch, 250 + 100);
  });
});

suite("the bench's ideal schedule", () => {
  const schedule = (images: number, atOnce: number) =>
    Math.round(idealSchedule(network, cargo, { images, atOnce, job: 1000 }));

  test("of one image is its limit and its job", () => {
    assert.equal(schedule(1, 4), 303 + 1000 + 350);
  });

  test("sends the second image while the first one is at fal, and receives one result after the other", () => {
    assert.equal(schedule(2, 2), 303 + 1000 + 350 + 100);
  });

  test("gives fal the next image a round trip after a job", () => {
    assert.equal(schedule(2, 1), 303 + 1000 + 100 + 1000 + 350);
  });
});

suite("the bench's jobs", () => {
  test("run for times that lie all over the interval between two polls", () => {
    const model = { network, pace: { run: 3000, lines: 0 } };
    const more = Array.from({ length: 12 }, (_, round) => runIn(model, round) - 3000);
    for (const quarter of [0, 150, 300, 450]) {
      const inIt = more.filter((ms) => ms >= quarter && ms < quarter + 150);
      assert.ok(inIt.length >= 2, `${inIt.length} between ${quarter} and ${quarter + 150}`);
    }
  });
});

suite("the time in which transfers and jobs overlap", () => {
  const trial = (marks: readonly [string, number][], jobs: readonly [number, number][]) =>
    shareOverlapped({
      type: "done",
      idle: 0,
      peak: 0,
      marks: marks.map(([name, at]) => ({ name, at })),
      jobs: jobs.map(([acceptedAt, doneAt]) => ({ acceptedAt, doneAt })),
    });

  test("is none with one image", () => {
    const marks: [string, number][] = [
      ["submit", 0],
      ["submit answered", 10],
      ["download", 30],
      ["downloaded", 40],
    ];
    assert.equal(trial(marks, [[10, 30]]), 0);
  });

  test("is the part of the transfers in which a job is at fal", () => {
    const marks: [string, number][] = [
      ["submit", 0],
      ["submit answered", 10],
      ["upload", 10],
      ["upload answered", 20],
      ["download", 30],
      ["download", 35],
      ["downloaded", 40],
      ["downloaded", 50],
    ];
    assert.equal(
      trial(marks, [
        [10, 30],
        [20, 45],
      ]),
      (10 + 15) / 40,
    );
  });
});

suite("the bench's spread", () => {
  test("is the least and the most of fewer than five, else the quartiles", () => {
    assert.deepEqual(medianOf([3, 1, 2]), { value: 2, low: 1, high: 3 });
    assert.deepEqual(medianOf([5, 1, 2, 3, 4]), { value: 3, low: 2, high: 4 });
  });
});

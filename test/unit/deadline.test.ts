import assert from "node:assert/strict";
import { mock, suite, test } from "node:test";
import { Deadline } from "../../src/core/deadline.ts";

/** Runs with a clock that the test moves. */
function withClock(body: (pass: (milliseconds: number) => void) => void): void {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    body((milliseconds) => mock.timers.tick(milliseconds));
  } finally {
    mock.timers.reset();
  }
}

suite("Deadline", () => {
  test("aborts when its time is over, as a time-out", () => {
    withClock((pass) => {
      const { signal } = new Deadline(100);
      pass(99);
      assert.equal(signal.aborted, false);
      pass(1);
      assert.equal(signal.reason.name, "TimeoutError");
    });
  });

  test("does not run while it is stopped, and has all of its time anew", () => {
    withClock((pass) => {
      const deadline = new Deadline(100);
      pass(60);
      deadline.stop();
      pass(1000);
      deadline.start();
      pass(99);
      assert.equal(deadline.signal.aborted, false);
      pass(1);
      assert.equal(deadline.signal.aborted, true);
    });
  });
});

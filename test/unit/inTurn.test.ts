import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { inTurn } from "../../src/core/inTurn.ts";

/** A queue that comes to its work when the test says so. */
function setUp() {
  let come: () => void = () => undefined;
  const turn = new Promise<void>((resolve) => (come = resolve));
  const queue = <T>(work: () => Promise<T>): Promise<T> => turn.then(work);
  const user = new AbortController();
  const calls: string[] = [];
  const run = () =>
    inTurn(
      queue,
      async () => {
        calls.push("work");
        return 7;
      },
      user.signal,
    );
  return { calls, come, run, user };
}

suite("inTurn", () => {
  test("resolves to what the work comes to", async () => {
    const { come, run } = setUp();
    const running = run();
    come();
    assert.equal(await running, 7);
  });

  test("a no while it waits ends it at once, and the work never runs", async () => {
    const { calls, come, run, user } = setUp();
    const running = run();
    user.abort();
    await assert.rejects(running, { name: "AbortError" });
    come();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(calls, []);
  });

  test("a no before it waits ends it at once too", async () => {
    const { calls, run, user } = setUp();
    user.abort();
    await assert.rejects(run(), { name: "AbortError" });
    assert.deepEqual(calls, []);
  });

  test("a no during the work is the work's own matter", async () => {
    const user = new AbortController();
    const queue = <T>(work: () => Promise<T>): Promise<T> => work();
    const running = inTurn(
      queue,
      async () => {
        user.abort();
        return 7;
      },
      user.signal,
    );
    assert.equal(await running, 7);
  });

  test("what the work throws is passed on", async () => {
    const queue = <T>(work: () => Promise<T>): Promise<T> => work();
    const failing = inTurn(
      queue,
      () => Promise.reject(new Error("no")),
      new AbortController().signal,
    );
    await assert.rejects(failing, /no/);
  });
});

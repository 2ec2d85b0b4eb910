import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { PictureTasks } from "../../src/worker/pictureTasks.ts";
import { collectGarbage } from "../support/collectGarbage.ts";
import { testThreads } from "../support/threads.ts";

const never = new AbortController().signal;

/** A promise with its ends in hand. */
function open<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** The pool hands tasks on and calls none. */
function uncalled(): PictureTasks {
  const call = () => assert.fail("the pool called a task");
  return {
    decode: call,
    encode: call,
    prepare: call,
    upscaleTile: call,
    takeTransparency: call,
    toOpaque: call,
    isBlack: call,
    finish: call,
    writeProvenance: call,
    readProvenance: call,
  };
}

/** A pool of threads that are counted. */
function setUp(count: number) {
  const threads: { readonly crash: (error: Error) => void; ended: boolean }[] = [];
  const pool = testThreads(async () => {
    const death = new AbortController();
    const thread = { crash: (error: Error) => death.abort(error), ended: false };
    threads.push(thread);
    return { tasks: uncalled(), died: death.signal, end: () => (thread.ended = true) };
  }, count);
  return { pool, threads };
}

suite("PicturePool", () => {
  test("starts a thread when there is work for it, and uses it again", async () => {
    const { pool, threads } = setUp(4);
    assert.equal(threads.length, 0);
    const first = await pool.run(async (tasks) => tasks, never);
    const second = await pool.run(async (tasks) => tasks, never);
    assert.equal(first, second);
    assert.equal(threads.length, 1);
  });

  test("runs as much at a time as it has threads, in order", async () => {
    const { pool, threads } = setUp(2);
    const works = [open<number>(), open<number>(), open<number>()];
    const begun: number[] = [];
    const runs = works.map(({ promise }, index) =>
      pool.run(() => {
        begun.push(index);
        return promise;
      }, never),
    );
    works[1]?.resolve(1);
    await runs[1];
    works[0]?.resolve(0);
    works[2]?.resolve(2);
    assert.deepEqual(await Promise.all(runs), [0, 1, 2]);
    assert.deepEqual(begun, [0, 1, 2]);
    assert.equal(threads.length, 2);
  });

  test("hands a task's failure on and keeps the thread", async () => {
    const { pool, threads } = setUp(1);
    const failure = new UpscaleError("badSource", { subject: "damaged" });
    await assert.rejects(
      pool.run(() => Promise.reject(failure), never),
      failure,
    );
    await pool.run(async () => 1, never);
    assert.equal(threads.length, 1);
  });

  test("fails what a dying thread was doing, and starts another one", async () => {
    const { pool, threads } = setUp(1);
    const run = pool.run(() => open().promise, never);
    await Promise.resolve();
    const death = new Error("out of memory");
    setImmediate(() => threads[0]?.crash(death));
    await assert.rejects(run, death);
    assert.equal(await pool.run(async () => "well", never), "well");
    assert.deepEqual([threads.length, threads[0]?.ended], [2, true]);
  });

  test("ends what is under way when the user cancels, and begins nothing after that", async () => {
    const { pool, threads } = setUp(1);
    const user = new AbortController();
    const slow = open();
    let begun = 0;
    const runs = [1, 2].map(() =>
      pool.run(() => {
        begun += 1;
        return slow.promise;
      }, user.signal),
    );
    await new Promise(setImmediate);
    user.abort();
    for (const run of runs) {
      await assert.rejects(run, { name: "AbortError" });
    }
    assert.equal(begun, 1);
    assert.deepEqual(
      threads.map(({ ended }) => ended),
      [true],
    );
    await pool.run(async () => undefined, never);
    assert.equal(threads.length, 2);
  });

  test("gives its threads back when there is nothing to do, also after a cancel", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const { pool, threads } = setUp(2);
    await pool.run(async () => undefined, never);
    await assert.rejects(pool.run(async () => undefined, AbortSignal.abort()));
    context.mock.timers.tick(30_000);
    assert.deepEqual(
      threads.map(({ ended }) => ended),
      [true],
    );
  });

  test("holds on to nothing of what its threads made", async () => {
    const { pool } = setUp(1);
    const made: WeakRef<object>[] = [];
    for (let count = 0; count < 50; count += 1) {
      made.push(new WeakRef(await pool.run(async () => new Uint8Array(100_000), never)));
    }
    await new Promise(setImmediate);
    collectGarbage();
    assert.ok(made.filter((reference) => reference.deref()).length <= 1);
    pool.dispose();
  });

  test("ends its threads when it is disposed of", async () => {
    const { pool, threads } = setUp(2);
    await Promise.all([pool.run(async () => 1, never), pool.run(async () => 2, never)]);
    pool.dispose();
    assert.deepEqual(
      threads.map(({ ended }) => ended),
      [true, true],
    );
  });
});

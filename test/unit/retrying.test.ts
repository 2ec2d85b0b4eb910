import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FalRequestError } from "../../src/backends/fal/falRequestError.ts";
import { retryAfter, retrying } from "../../src/backends/fal/retrying.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { falWorld, shortTiming } from "../support/falWorld.ts";

const answer = (operation: "status" | "submit", status: number, wait?: number) =>
  new FalRequestError(operation, { kind: "answer", status, body: undefined, retryAfter: wait });

/** How often `work` was tried when it always fails with `error`. */
async function attempts(error: Error): Promise<number> {
  let count = 0;
  await assert.rejects(
    retrying(() => {
      count += 1;
      return Promise.reject(error);
    }, shortTiming),
    error,
  );
  return count;
}

suite("retrying", () => {
  const all = shortTiming.retries + 1;
  const cases = [
    [answer("status", 503), all],
    [answer("status", 429), all],
    [answer("status", 408), all],
    [answer("status", 404), 1],
    [answer("status", 401), 1],
    [answer("submit", 503), 1],
    [answer("submit", 429), 1],
    [new FalRequestError("status", { kind: "timeout" }), all],
    [new FalRequestError("submit", { kind: "timeout" }), 1],
    [new FalRequestError("result", { kind: "network", code: "ECONNRESET" }), all],
    [new FalRequestError("submit", { kind: "network", code: "ECONNRESET" }), 1],
    [new RangeError("a bug"), 1],
  ] as const;
  for (const [error, expected] of cases) {
    test(`${error.message} is tried ${expected} times`, async () => {
      assert.equal(await attempts(error), expected);
    });
  }

  test("waits as long as the server asks", async () => {
    const started = performance.now();
    let count = 0;
    const result = await retrying(async () => {
      count += 1;
      if (count === 1) {
        throw answer("status", 429, 80);
      }
      return "done";
    }, shortTiming);
    // Timers are never early by more than a millisecond; how late they are is the machine's affair.
    assert.ok(performance.now() - started >= 79);
    assert.equal(result, "done");
  });

  test("but not longer than a minute", () => {
    assert.equal(retryAfter(answer("status", 429, 86_400_000)), 60_000);
    assert.equal(retryAfter(answer("status", 429)), 0);
    assert.equal(retryAfter(new Error("other")), 0);
  });

  test("the wait is read from the answer's header, in seconds", async () => {
    const { server, upscale, calls } = await falWorld();
    await server.addFault({ route: "result", on: 1, fault: falFaults.tooManyRequests(0.1) });
    await upscale();
    const [first, second] = calls("result");
    assert.ok(first && second && second.at - first.at >= 99);
  });

  test("an abort ends the wait at once", async () => {
    const user = new AbortController();
    const work = retrying(
      () => Promise.reject(answer("status", 429, 60_000)),
      shortTiming,
      user.signal,
    );
    setImmediate(() => user.abort());
    await assert.rejects(work, { name: "AbortError" });
  });
});

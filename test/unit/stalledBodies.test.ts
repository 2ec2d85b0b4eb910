import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { collectGarbage } from "../support/collectGarbage.ts";
import { failure, falWorld } from "../support/falWorld.ts";

/** Until the work is over: Node 20's `fetch` forgets a call's signal at such a moment. */
async function whileGarbageIsCollected<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(collectGarbage, 50);
  return work.finally(() => clearInterval(timer));
}

suite("an answer that stops in the middle", () => {
  for (const [route, reason] of [
    ["result", "timedOut"],
    ["download", "timedOut"],
    ["submit", "submitUnknown"],
  ] as const) {
    test(`is given up in time, whatever memory does meanwhile: ${route}`, async () => {
      const { server, backend, upscale } = await falWorld();
      await server.addFault({ route, fault: { kind: "hang", at: "body" } });
      const patience = 1000;
      const timing = { apiDeadline: patience, stallDeadline: patience, retries: 0 };
      const work = upscale(backend({ requestTimeout: patience }, timing));
      assert.equal((await whileGarbageIsCollected(failure(work))).reason, reason);
    });
  }

  test("is left when the user says no", async () => {
    const { server, signal, upscale } = await falWorld();
    await server.addFault({ route: "download", fault: { kind: "hang", at: "body" } });
    const work = upscale();
    await server.waitFor({ route: "download", state: "any" }, 1);
    setTimeout(() => signal.abort(), 500);
    await assert.rejects(whileGarbageIsCollected(work), { name: "AbortError" });
  });
});

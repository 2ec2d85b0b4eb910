import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkKey } from "../../src/backends/fal/keyCheck.ts";
import { cloudSettings, failure, falWorld, fetchAt, testKey } from "../support/falWorld.ts";
import { falFaults } from "../fal-server/falFaults.ts";

suite("every address that is ever called with the key", () => {
  test("is one of these, and none needs more than a key of the scope API", async () => {
    const { server, source, signal, backend, submit, upscale } = await falWorld();
    const keyed = backend({ key: testKey, sendKeyToProxy: true, imageTransfer: "upload" });
    await upscale(keyed);
    await keyed.cancel(await submit(keyed));
    await checkKey({ ...cloudSettings, key: testKey }, fetchAt(server));
    await server.addFault({ route: "initiate", on: 1, fault: falFaults.status(403) });
    await failure(keyed.handOver(source, signal.signal));

    const called = server.journal
      .filter(({ keyed: withKey }) => withKey)
      .map(
        ({ method, host, path }) =>
          `${method} ${host}${path.replace(/requests\/[\w-]+/, "requests/ID")}`,
      );
    assert.deepEqual([...new Set(called)].toSorted(), [
      "GET queue.fal.run/fal-ai/clarity-upscaler/requests/ID",
      "GET queue.fal.run/fal-ai/clarity-upscaler/requests/ID/status",
      "GET queue.fal.run/fal-ai/clarity-upscaler/requests/ID/status/stream",
      "POST queue.fal.run/fal-ai/clarity-upscaler",
      "POST rest.fal.ai/storage/upload/initiate",
      "PUT queue.fal.run/fal-ai/clarity-upscaler/requests/ID/cancel",
    ]);
  });
});

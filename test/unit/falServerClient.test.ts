import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { tqdmLines } from "../fal-server/tqdm.ts";
import { endpointId, prefixClient, proxyClient, testKey } from "../support/falClients.ts";
import { pictureAt, pngFile } from "../support/falPictures.ts";
import type { FalClient } from "@fal-ai/client";
import type { FalServer } from "../fal-server/falServer.ts";

const ways: readonly (readonly [string, (url: string) => FalClient])[] = [
  ["through a custom fetch", (url) => prefixClient(url)],
  ["through a proxy", proxyClient],
];

for (const [way, clientFor] of ways) {
  suite(`@fal-ai/client ${way}`, () => {
    let server: FalServer;
    let fal: FalClient;
    before(async () => {
      server = await startFalServer({ script: instantScript });
      fal = clientFor(server.url);
    });
    after(() => server.close());

    test("subscribes by polling and gets an upscaled picture", async () => {
      const seen: string[] = [];
      const { data, requestId } = await fal.subscribe(endpointId, {
        input: { image_url: await pngFile("héro [x]#1.png"), upscale_factor: 1.5, seed: 7 },
        logs: true,
        pollInterval: 10,
        onQueueUpdate: (update) => seen.push(update.status),
      });
      assert.equal(seen.at(-1), "COMPLETED");
      assert.equal(data.seed, 7);
      assert.match(requestId, /^[0-9a-f-]{36}$/);
      const { width, height, format, size } = await pictureAt(data.image.url);
      assert.deepEqual([width, height, format], [18, 12, "png"]);
      assert.deepEqual(
        [data.image.width, data.image.height, data.image.content_type, data.image.file_size],
        [18, 12, "image/png", size],
      );
    });

    test("subscribes by streaming and collects the whole log", async () => {
      const logs: string[][] = [];
      const { data } = await fal.subscribe(endpointId, {
        input: { image_url: await pngFile("a.png") },
        mode: "streaming",
        logs: true,
        onQueueUpdate: (update) =>
          "logs" in update && logs.push(update.logs.map(({ message }) => message)),
      });
      assert.equal(data.image.width, 24);
      assert.deepEqual(logs.at(-1), tqdmLines(18));
    });

    test("submits, asks for the status and fetches the result", async () => {
      const input = { image_url: await pngFile("a.png") };
      const { request_id: requestId, queue_position } = await fal.queue.submit(endpointId, {
        input,
      });
      assert.equal(queue_position, 0);
      await server.waitForJob({ requestId, status: "COMPLETED" });
      const status = await fal.queue.status(endpointId, { requestId, logs: true });
      assert.equal(status.status, "COMPLETED");
      const result = await fal.queue.result(endpointId, { requestId });
      assert.equal(result.requestId, requestId);
      assert.equal(result.data.image.height, 16);
    });

    test("cancels a running request", async () => {
      await server.hold("running:3");
      const input = { image_url: await pngFile("a.png") };
      const { request_id: requestId } = await fal.queue.submit(endpointId, { input });
      await server.waitForJob({ requestId, heldAt: "running:3" });
      await fal.queue.cancel(endpointId, { requestId });
      await server.release();
      await assert.rejects(fal.queue.result(endpointId, { requestId }), { status: 499 });
      await assert.rejects(fal.queue.cancel(endpointId, { requestId }), {
        status: 400,
        body: { status: "ALREADY_COMPLETED" },
      });
    });

    test("runs synchronously", async () => {
      const { data, requestId } = await fal.run(endpointId, {
        input: { image_url: await pngFile("a.png") },
      });
      assert.equal(data.image.width, 24);
      assert.ok(requestId);
    });
  });
}

suite("@fal-ai/client", () => {
  test("uploads 91 MiB in ten parts", async () => {
    const server = await startFalServer();
    const fal = prefixClient(server.url);
    const bytes = Buffer.alloc(91 * 1024 * 1024, "fal");
    const url = await fal.storage.upload(new File([bytes], "big.bin"));
    const parts = await server.readJournal({ route: "uploadPart" });
    assert.equal(parts.length, 10);
    assert.equal((await server.readJournal({ route: "uploadComplete", status: 200 })).length, 1);
    const stored = Buffer.from(await (await fetch(url)).arrayBuffer());
    assert.ok(stored.equals(bytes));
    await server.close();
  });

  test("streams the status with a token instead of a key", async () => {
    const server = await startFalServer({ script: instantScript });
    const fal = prefixClient(server.url);
    const input = { image_url: await pngFile("a.png") };
    const { request_id: requestId } = await fal.queue.submit(endpointId, { input });
    const connectionMode = "client";
    const stream = await fal.queue.streamStatus(endpointId, { requestId, connectionMode });
    assert.equal((await stream.done()).status, "COMPLETED");
    const [entry] = await server.readJournal({ route: "statusStream" });
    assert.equal(entry?.keyed, false);
    await server.close();
  });

  test("is told why its input was refused", async () => {
    const server = await startFalServer({ script: instantScript });
    const fal = prefixClient(server.url, testKey);
    const input = { image_url: await pngFile("a.png"), upscale_factor: 9 };
    await assert.rejects(fal.subscribe(endpointId, { input, pollInterval: 10 }), {
      name: "ValidationError",
      status: 422,
      fieldErrors: [
        {
          loc: ["body", "upscale_factor"],
          input: 9,
          msg: "Input should be less than or equal to 4",
          type: "less_than_equal",
          ctx: { le: 4 },
          url: "https://docs.fal.ai/errors#less_than_equal",
        },
      ],
    });
    await server.close();
  });
});

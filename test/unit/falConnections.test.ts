import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { after, suite, test } from "node:test";
import { FalBackend } from "../../src/backends/fal/falBackend.ts";
import { falFetch } from "../../src/backends/fal/falFetch.ts";
import { statusStream } from "../../src/backends/fal/statusStream.ts";
import type { Timing } from "../../src/backends/fal/timing.ts";
import { clarityOptions } from "../support/fakes.ts";
import { cloudSettings, shortTiming } from "../support/falWorld.ts";

const request = { endpointId: "fal-ai/clarity-upscaler", requestId: "1" };

/** A proxy that answers as `answer` does; `connections` are those that were made to it. */
async function proxyThat(answer: RequestListener) {
  const server = createServer(answer);
  // A connection that is not used for a while is closed otherwise, and the next call makes another one.
  server.keepAliveTimeout = 60_000;
  const world = { connections: 0, proxy: new URL("http://127.0.0.1") };
  server.on("connection", () => (world.connections += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.closeAllConnections());
  after(() => server.close());
  const address = server.address();
  world.proxy.port = String(typeof address === "object" && address?.port);
  return world;
}

const completed = 'data: {"status":"COMPLETED"}\n\n';

suite("connections to fal", () => {
  const ask = (proxy: URL) =>
    falFetch({ fetch, timing: shortTiming, proxy })(proxy, {
      headers: { "x-fal-target-url": "https://queue.fal.run/a/b/requests/1" },
    });
  /** What a stream tells until it ends. */
  const follow = async (proxy: URL, changes: Partial<Timing> = {}) => {
    const connection = { ...cloudSettings, proxyUrl: proxy.href };
    const timing = { ...shortTiming, streamEnd: 20_000, ...changes };
    const { signal } = new AbortController();
    const told = [];
    for await (const answers of statusStream(request, signal, { connection, fetch, timing })) {
      told.push(...answers);
    }
    return told;
  };

  test("one carries a call, the stream, and the next calls", async () => {
    const world = await proxyThat(({ headers }, response) => {
      const isStream = headers.accept === "text/event-stream";
      response.writeHead(200, { "content-type": isStream ? headers.accept : "application/json" });
      response.end(isStream ? completed : "{}");
    });
    await ask(world.proxy);
    assert.deepEqual(await follow(world.proxy), [{ status: "COMPLETED" }]);
    await ask(world.proxy);
    await ask(world.proxy);
    assert.equal(world.connections, 1);
  });

  for (const [who, isAwaited, connections] of [
    ["a submit that waits, before the one who listens", true, 1],
    ["the one who listens, where nobody waits", false, 2],
  ] as const) {
    test(`the open one is for ${who}`, async () => {
      const world = await proxyThat(({ method, headers }, response) => {
        if (headers.accept === "text/event-stream") {
          response.writeHead(200, { "content-type": headers.accept });
          response.write('data: {"status":"IN_PROGRESS"}\n\n');
        } else if (method === "POST") {
          response.writeHead(200, { "content-type": "application/json" });
          response.end('{"request_id":"1"}');
        }
      });
      const settings = { ...cloudSettings, proxyUrl: world.proxy.href };
      const backend = new FalBackend(settings, fetch, { ...shortTiming, courtesy: 60_000 });
      const user = new AbortController();
      const submit = () => backend.submit("data:image/png;base64,AA==", clarityOptions);
      await submit();
      const following = backend.follow(request, () => {}, user.signal, {
        isAwaited: () => isAwaited,
      });
      await submit();
      assert.equal(world.connections, connections);
      user.abort();
      await assert.rejects(following, { name: "AbortError" });
    });
  }

  for (const [name, rest] of [
    ["does not end", ""],
    ["goes on", ": ping\n\n"],
    ["starts anew", completed],
  ] as const) {
    test(`a stream that ${name} after its last word is closed`, async () => {
      let closed: Promise<unknown> | undefined;
      const world = await proxyThat((_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(completed);
        const timer = setInterval(() => rest !== "" && response.write(rest), 1);
        closed = once(response, "close").then(() => clearInterval(timer));
      });
      assert.ok((await follow(world.proxy, { streamEnd: 20 })).length > 0);
      await closed;
    });
  }

  test("a proxy without encryption keeps some for other calls", async () => {
    const world = await proxyThat((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"status":"IN_PROGRESS"}\n\n');
    });
    const open = async () => {
      const connection = { ...cloudSettings, proxyUrl: world.proxy.href };
      const { signal } = new AbortController();
      const stream = statusStream(request, signal, { connection, fetch, timing: shortTiming });
      const { done } = await stream.next();
      return { stream, isOpen: done !== true };
    };
    const streams = await Promise.all([1, 2, 3, 4, 5].map(open));
    assert.deepEqual(
      streams.map(({ isOpen }) => isOpen),
      [true, true, true, true, false],
    );
    await streams[0]?.stream.return();
    const another = await open();
    assert.ok(another.isOpen);
    await Promise.all([...streams, another].map(({ stream }) => stream.return()));
  });

  test("a stream without a status is closed, whatever else is on it", async () => {
    let closed: Promise<unknown> | undefined;
    const world = await proxyThat((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const timer = setInterval(() => response.write(": ping\n\n"), 1);
      closed = once(response, "close").then(() => clearInterval(timer));
    });
    assert.deepEqual(await follow(world.proxy, { streamStart: 50 }), []);
    await closed;
  });
});

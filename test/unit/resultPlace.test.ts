import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { connectNearEnd, rememberPlace } from "../../src/backends/fal/resultPlace.ts";
import type { RequestStatus } from "../../src/core/backend.ts";
import { falWorld, testKey } from "../support/falWorld.ts";

const running = (percent: number | undefined): RequestStatus => ({
  phase: "running",
  percent,
  lines: [],
});
const downloading: RequestStatus = { phase: "downloading" };

/** How many calls there were after each status, which come `apart` milliseconds, and what was called. */
function heard(
  statuses: readonly RequestStatus[],
  answer = () => new Response("none"),
  { usual, apart = 0 }: { readonly usual?: string; readonly apart?: number } = {},
) {
  let time = 0;
  const calls: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    calls.push({ url: input instanceof Request ? input.url : input.toString(), init });
    return answer();
  };
  const onStatus = connectNearEnd(fetch, new AbortController().signal, usual, () => time);
  const counts = statuses.map((status) => {
    time += apart;
    onStatus(status);
    return calls.length;
  });
  return { counts, calls };
}

suite("the way to the next result", () => {
  test("is not opened while no result was anywhere", () => {
    assert.deepEqual(heard([running(99), downloading]).counts, [0, 0]);
  });

  test("is opened to the usual place then, where there is one", () => {
    const { calls } = heard([running(99)], undefined, { usual: "https://cdn.usual" });
    assert.deepEqual(
      calls.map(({ url }) => url),
      ["https://cdn.usual"],
    );
  });

  test("is opened once, near the end, to the host alone and for nobody", () => {
    rememberPlace(new URL("https://cdn.example/files/secret.png?signature=1"));
    const queued: RequestStatus = { phase: "queued", ahead: 0, lines: [] };
    const { counts, calls } = heard([
      queued,
      running(undefined),
      running(50),
      running(94),
      downloading,
    ]);
    assert.deepEqual(counts, [0, 0, 0, 1, 1]);
    assert.equal(calls[0]?.url, "https://cdn.example");
    assert.equal(calls[0]?.init?.credentials, "omit");
    assert.equal(calls[0]?.init?.headers, undefined);
  });

  test("leads to where the last one was, whatever is usual", () => {
    const { calls } = heard([downloading], undefined, { usual: "https://cdn.usual" });
    assert.equal(calls[0]?.url, "https://cdn.example");
  });

  test("is opened again before it is closed for want of use, a few times, and at the end", () => {
    const passes = Array.from({ length: 20 }, () => running(99));
    const { counts } = heard([...passes, downloading], undefined, { apart: 2_000 });
    const early = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
    assert.deepEqual(counts, [...early, ...Array.from({ length: 10 }, () => 5), 6]);
  });

  test("is opened at the end where no line counts, and its failure is nobody's", () => {
    const fail = () => {
      throw new TypeError("fetch failed");
    };
    assert.deepEqual(heard([running(undefined), downloading], fail).counts, [0, 1]);
  });

  test("is read to its end where that is near, and no further", async () => {
    rememberPlace(new URL("https://cdn.example/result.png"));
    const piece = 16 * 1024;
    for (const [pieces, headers, fate] of [
      [1, { "content-length": String(piece) }, "read"],
      [1, { "content-encoding": "br" }, "read"],
      [4, {}, "read"],
      [5, {}, "left"],
    ] as const) {
      const ended = new Promise((resolve) => {
        let left: number = pieces;
        const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
          left -= 1;
          if (left >= 0) {
            controller.enqueue(new Uint8Array(piece));
          } else {
            controller.close();
            resolve("read");
          }
        };
        const cancel = () => resolve("left");
        const body = new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
        heard([downloading], () => new Response(body, { headers }));
      });
      assert.equal(await ended, fate, `${pieces} pieces`);
    }
  });

  test("is not opened on this machine", () => {
    rememberPlace(new URL("http://127.0.0.1:8080/result.png"));
    assert.deepEqual(heard([downloading]).counts, [0]);
  });

  for (const [way, settings, calls] of [
    ["straight to fal", { proxyUrl: "", key: testKey }, [["/", false]]],
    ["through a proxy", {}, []],
  ] as const) {
    test(`is opened without the key for the first result of all, ${way}: ${calls.length}`, async () => {
      const { backend, server, signal, submit } = await falWorld();
      const using = backend(settings);
      const following = using.follow(await submit(using), () => {}, signal.signal);
      // Here a result is on this machine, where fal has none.
      await following.catch(() => {});
      await server.waitFor({ host: "v3.fal.media" }, calls.length);
      const asked = server.journal.filter(({ host }) => host === "v3.fal.media");
      const opened = asked.filter(({ path }) => !path.startsWith("/files/"));
      assert.deepEqual(
        opened.map(({ path, keyed }) => [path, keyed]),
        calls,
      );
    });
  }
});

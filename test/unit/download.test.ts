import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { downloadImage } from "../../src/backends/fal/download.ts";
import type { DownloadOptions } from "../../src/backends/fal/download.ts";
import { isResultAddress } from "../../src/core/resultAddress.ts";
import { image } from "../support/fakes.ts";
import { failure, shortTiming } from "../support/falWorld.ts";

const picture = await image(32, 20);
const body = new Uint8Array(picture.bytes);
const url = new URL("https://v3.fal.media/files/x.png");

/** Downloads with a `fetch` that answers as `answers` says, in order; counts what was asked. */
async function download(answers: readonly Response[], changes: Partial<DownloadOptions> = {}) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const next = answers[asked.length] ?? new Response("", { status: 500 });
    asked.push({ url: input instanceof Request ? input.url : String(input), init });
    return next;
  };
  const result = downloadImage(
    { url },
    {
      fetch,
      timing: shortTiming,
      mayFetch: (address) => isResultAddress(address, false),
      signal: new AbortController().signal,
      ...changes,
    },
  );
  return { asked, result };
}

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

suite("downloadImage", () => {
  test("carries no key, no cookies, and follows no redirect by itself", async () => {
    const { asked, result } = await download([new Response(body)]);
    assert.equal((await result).width, 32);
    assert.deepEqual(
      [asked[0]?.init?.credentials, asked[0]?.init?.redirect, asked[0]?.init?.headers],
      ["omit", "manual", undefined],
    );
  });

  test("follows a redirect to another public place", async () => {
    const { asked, result } = await download([
      redirect("https://cdn.example.com/y"),
      new Response(body),
    ]);
    assert.equal((await result).width, 32);
    assert.equal(asked[1]?.url, "https://cdn.example.com/y");
  });

  for (const place of [
    "http://cdn.example.com/y",
    "https://127.0.0.1/y",
    "https://169.254.169.254/",
    "file:///etc/passwd",
    "https://[",
  ]) {
    test(`does not follow a redirect to ${place}`, async () => {
      const { asked, result } = await download([redirect(place), new Response(body)]);
      assert.equal((await failure(result)).reason, "unreadableAnswer");
      assert.equal(asked.length, 1);
    });
  }

  test("does not run in circles", async () => {
    const { asked, result } = await download(Array.from({ length: 20 }, () => redirect(url.href)));
    assert.equal((await failure(result)).reason, "unreadableAnswer");
    assert.equal(asked.length, 6);
  });

  test("a body longer than Content-Length is cut off", async () => {
    const { result } = await download([
      new Response(body, { headers: { "content-length": "20" } }),
    ]);
    const error = await failure(result);
    assert.deepEqual([error.reason, error.subject], ["damagedResult", "tooLong"]);
  });

  test("a body shorter than Content-Length is asked for again", async () => {
    const short = new Response(body.slice(0, 40), {
      headers: { "content-length": String(body.length) },
    });
    const { asked, result } = await download([short, new Response(body)]);
    assert.equal((await result).width, 32);
    assert.equal(asked.length, 2);
  });

  test("the length of a compressed body says nothing", async () => {
    const { result } = await download([
      new Response(body, { headers: { "content-length": "20", "content-encoding": "br" } }),
    ]);
    assert.equal((await result).width, 32);
  });

  test("moving bytes are not a stall, however slow", async () => {
    let sent = 0;
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        controller.enqueue(body.slice((sent * body.length) / 40, ((sent + 1) * body.length) / 40));
        sent += 1;
        if (sent === 40) {
          controller.close();
        }
      },
    });
    const { result } = await download([new Response(slow)], {
      timing: { ...shortTiming, stallDeadline: 1000 },
    });
    assert.equal((await result).width, 32);
  });
});

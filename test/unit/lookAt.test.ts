import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { after, suite, test } from "node:test";
import { lookAt } from "../../src/backends/fal/lookAt.ts";
import { mostSourceBytes } from "../../src/core/sizeLimits.ts";
import { image } from "../support/fakes.ts";

const picture = await image(8, 8);
const closing = new AbortController();
after(() => closing.abort());

/** An address on this machine where `answer` answers. */
async function hosted(answer: RequestListener): Promise<URL> {
  const server = createServer(answer).listen({
    port: 0,
    host: "127.0.0.1",
    signal: closing.signal,
  });
  await once(server, "listening");
  closing.signal.addEventListener("abort", () => server.closeAllConnections());
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  return new URL(`http://127.0.0.1:${address.port}/a.png?signature=1`);
}

const look = (url: URL, signal = new AbortController().signal) => lookAt(url, true, fetch, signal);

const redirect =
  (location: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { location }).end();

suite("looking at a hosted image", () => {
  test("brings its bytes, and shows who looks to nobody", async () => {
    const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
    const url = await hosted(({ url: path, headers }, response) => {
      asked.push({ url: path, headers });
      response.end(picture.bytes);
    });
    assert.deepEqual(await look(url), new Uint8Array(picture.bytes));
    const [only, ...more] = asked;
    assert.deepEqual([only?.url, more], ["/a.png?signature=1", []]);
    for (const name of ["authorization", "cookie", "referer"]) {
      assert.equal(only?.headers[name], undefined);
    }
  });

  test("follows to another place, but not into a private network", async () => {
    const url = await hosted((_, response) => response.end(picture.bytes));
    assert.deepEqual(await look(await hosted(redirect(url.href))), new Uint8Array(picture.bytes));
    assert.equal(await look(await hosted(redirect("https://192.168.1.1/a.png"))), "unreachable");
    assert.equal(await look(await hosted(redirect("file:///etc/passwd"))), "unreachable");
  });

  test("does not ask a private address at all", async () => {
    let asked = 0;
    const url = await hosted((_, response) => {
      asked += 1;
      response.end(picture.bytes);
    });
    const seen = await lookAt(url, false, fetch, new AbortController().signal);
    assert.deepEqual([seen, asked], ["unreachable", 0]);
  });

  for (const status of [401, 403, 404, 500, 503]) {
    test(`that is answered with ${status} is no reason to give up, and asked once`, async () => {
      let asked = 0;
      const url = await hosted((_, response) => {
        asked += 1;
        response.writeHead(status).end("no");
      });
      assert.deepEqual([await look(url), asked], ["unreachable", 1]);
    });
  }

  test("that breaks off is no reason to give up", async () => {
    const cut = await hosted((_, response) => {
      response.writeHead(200, { "content-length": "1000" }).write("half");
      response.socket?.destroy();
    });
    assert.equal(await look(cut), "unreachable");
    assert.equal(await look(new URL("http://127.0.0.1:1/a.png")), "unreachable");
  });

  test("reads no more than the model takes, whether that is announced or not", async () => {
    let sent = 0;
    const announced = await hosted((_, response) => {
      response.writeHead(200, { "content-length": String(mostSourceBytes + 1) }).flushHeaders();
    });
    const endless = await hosted((_, response) => {
      const more = () => {
        sent += 2 ** 20;
        response.write(new Uint8Array(2 ** 20), (error) => error ?? more());
      };
      more();
    });
    assert.equal(await look(announced), "tooLarge");
    assert.equal(await look(endless), "tooLarge");
    assert.ok(sent >= mostSourceBytes);
  });

  test("can be given up", async () => {
    const user = new AbortController();
    const url = await hosted(() => user.abort());
    await assert.rejects(look(url, user.signal), { name: "AbortError" });
  });
});

import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { endpointId, prefixClient } from "../support/falClients.ts";
import { pngFile } from "../support/falPictures.ts";
import { ask, submitByHand } from "../support/falQueue.ts";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

const initiate = async () => {
  const body = { content_type: "image/png", file_name: "a.png" };
  return (await ask(server.url, "POST", "/rest.fal.ai/storage/upload/initiate", { body })).body;
};

suite("the storage of the fal server", () => {
  test("gives a file back as it was put, without a key", async () => {
    const { upload_url, file_url } = await initiate();
    const put = await fetch(String(upload_url), {
      method: "PUT",
      body: "picture",
      headers: { "content-type": "image/webp" },
    });
    assert.equal(put.status, 200);
    const got = await fetch(String(file_url));
    assert.equal(await got.text(), "picture");
    assert.equal(got.headers.get("content-type"), "image/webp");
    assert.equal(got.headers.get("content-length"), "7");
    const head = await fetch(String(file_url), { method: "HEAD" });
    assert.equal(head.headers.get("content-length"), "7");
  });

  test("has no file before its bytes are there", async () => {
    const { file_url } = await initiate();
    assert.equal((await fetch(String(file_url))).status, 404);
  });

  test("takes bytes only at the address that it signed", async () => {
    const { upload_url } = await initiate();
    const forged = String(upload_url).replace(/signature=.*/, "signature=00");
    assert.equal((await fetch(forged, { method: "PUT", body: "x" })).status, 403);
  });

  test("does not complete a file whose parts are missing", async () => {
    const { upload_url } = await initiate();
    const complete = String(upload_url).replace("?", "/complete?");
    const body = JSON.stringify({ parts: [{ partNumber: 1, etag: "x" }] });
    assert.equal((await fetch(complete, { method: "POST", body })).status, 400);
  });

  test("keeps uploads and results as long as their callers ask", async () => {
    const fal = prefixClient(server.url);
    const file = await pngFile("a.png");
    const url = await fal.storage.upload(file, { lifecycle: { expiresIn: "1h" } });
    const { request_id: requestId } = await fal.queue.submit(endpointId, {
      input: { image_url: url },
      storageSettings: { expiresIn: 7200 },
    });
    await server.waitForJob({ status: "COMPLETED" });
    const { data } = await fal.queue.result(endpointId, { requestId });
    const statuses = async () => [(await fetch(url)).status, (await fetch(data.image.url)).status];
    assert.deepEqual(await statuses(), [200, 200]);
    await server.skipTime(3601);
    assert.deepEqual(await statuses(), [404, 200]);
    await server.skipTime(3601);
    assert.deepEqual(await statuses(), [404, 404]);
  });

  test("refuses an input file whose time is over", async () => {
    const fal = prefixClient(server.url);
    const url = await fal.storage.upload(await pngFile("a.png"), { lifecycle: { expiresIn: 60 } });
    await server.skipTime(61);
    const request = await submitByHand(server.url, { image_url: url });
    await server.waitForJob({ status: "COMPLETED" });
    assert.equal((await request.status()).body["error_type"], "file_download_error");
  });
});

suite("the CDN of the fal server, as fal's Python client uses it", () => {
  const token = async () => {
    const path = "/rest.alpha.fal.ai/storage/auth/token?storage_type=fal-cdn-v3";
    const { body } = await ask(server.url, "POST", path, { body: {} });
    assert.match(String(body["expires_at"]), /\+00:00$/);
    const authorization = `${String(body["token_type"])} ${String(body["token"])}`;
    return {
      base: String(body["base_url"]),
      headers: { authorization, "x-fal-file-name": "a.txt" },
    };
  };

  test("takes a whole file for a token", async () => {
    const { base, headers } = await token();
    const uploaded = await ask(base, "POST", "/files/upload", { body: "hello", headers });
    assert.equal(await (await fetch(String(uploaded.body["access_url"]))).text(), '"hello"');
    const refused = await ask(base, "POST", "/files/upload", { body: "hello" });
    assert.equal(refused.status, 401);
  });

  test("takes a file in parts, in any order", async () => {
    const { base, headers } = await token();
    const { body } = await ask(base, "POST", "/files/upload/multipart", { headers });
    const url = String(body["access_url"]);
    const parts = [];
    for (const partNumber of [2, 1]) {
      const path = `/multipart/${String(body["uploadId"])}/${partNumber}`;
      const reply = await ask(url, "PUT", path, { body: partNumber, headers });
      parts.push({ partNumber, etag: reply.headers.get("etag") });
    }
    await ask(url, "POST", `/multipart/${String(body["uploadId"])}/complete`, {
      body: { parts },
      headers,
    });
    assert.equal(await (await fetch(url)).text(), "12");
  });
});

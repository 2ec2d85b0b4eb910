import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { submitByHand } from "../support/falQueue.ts";
import type { IncomingHttpHeaders, Server } from "node:http";

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const server = await startFalServer({ script: instantScript });
after(() => server.close());

/** A receiver of webhooks that keeps the first delivery. */
async function receive(): Promise<{ http: Server; url: string; delivery: Promise<Delivery> }> {
  const http = createServer();
  const delivery = once(http, "request").then(async ([request, response]) => {
    const body = Buffer.concat(await request.toArray());
    response.end();
    return { headers: request.headers, body };
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  const address = http.address();
  assert.ok(typeof address === "object" && address);
  return { http, url: `http://127.0.0.1:${address.port}/hook`, delivery };
}

async function isSigned({ headers, body }: Delivery): Promise<boolean> {
  const response = await fetch(`${server.url}/rest.fal.ai/.well-known/jwks.json`);
  const { keys } = JSON.parse(await response.text());
  const message = [
    headers["x-fal-webhook-request-id"],
    headers["x-fal-webhook-user-id"],
    headers["x-fal-webhook-timestamp"],
    createHash("sha256").update(body).digest("hex"),
  ].join("\n");
  const signature = Buffer.from(String(headers["x-fal-webhook-signature"]), "hex");
  const key = createPublicKey({ key: keys[0], format: "jwk" });
  return verify(null, Buffer.from(message), key, signature);
}

suite("a webhook of the fal server", () => {
  let receiver: Awaited<ReturnType<typeof receive>>;
  before(async () => (receiver = await receive()));
  after(() => receiver.http.close());

  test("tells of a failed request, signed", async () => {
    const query = `?fal_webhook=${encodeURIComponent(receiver.url)}`;
    const { id, submitted } = await submitByHand(server.url, { seed: -1 }, { query });
    assert.equal(submitted.body["gateway_request_id"], id);
    const delivery = await receiver.delivery;
    const told = JSON.parse(delivery.body.toString("utf8"));
    assert.deepEqual(
      [told.request_id, told.status, told.error, told.payload.detail[0].loc],
      [id, "ERROR", "Invalid status code: 422", ["body", "seed"]],
    );
    assert.equal(await isSigned(delivery), true);
    assert.equal(await isSigned({ ...delivery, body: Buffer.from("forged") }), false);
  });
});

suite("a webhook of the fal server for a good request", () => {
  test("carries the model's answer", async () => {
    const { http, url, delivery } = await receive();
    await submitByHand(server.url, {}, { query: `?fal_webhook=${encodeURIComponent(url)}` });
    const told = JSON.parse((await delivery).body.toString("utf8"));
    assert.deepEqual([told.status, told.payload.image.width], ["OK", 24]);
    http.close();
  });
});

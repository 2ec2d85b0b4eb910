import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isWebhook } from "../../src/core/connection.ts";
import { isRecord } from "../../src/core/record.ts";
import { failure, falWorld } from "../support/falWorld.ts";
import { hostPicture } from "../support/hostedPicture.ts";

suite("what a submit says beside its input", () => {
  test("is the normal priority, and nothing of a start time-out or a webhook", async () => {
    const { submit, calls } = await falWorld();
    await submit();
    const [sent] = calls("submit");
    assert.equal(sent?.headers["x-fal-queue-priority"], "normal");
    assert.equal(sent.headers["x-fal-request-timeout"], undefined);
    assert.deepEqual(sent.query, {});
  });

  test("is what the settings say", async () => {
    const { submit, backend, calls } = await falWorld();
    const webhookUrl = "https://127.0.0.1:1/hook?token=a&b=c";
    await submit(backend({ priority: "low", startTimeout: 90, webhookUrl }));
    const [sent] = calls("submit");
    assert.equal(sent?.headers["x-fal-queue-priority"], "low");
    assert.equal(sent.headers["x-fal-request-timeout"], "90");
    assert.deepEqual(sent.query, { fal_webhook: webhookUrl });
  });

  test("a request that does not begin in its time fails, and is not fetched again", async () => {
    const { server, upscale, backend, calls } = await falWorld();
    await server.hold("queued");
    const error = await failure(upscale(backend({ startTimeout: 2 })));
    assert.deepEqual([error.reason, error.ended], ["timedOut", true]);
    assert.equal(calls("result").length, 1);
  });
});

suite("a webhook", () => {
  for (const [address, good] of [
    ["", true],
    ["https://example.com/hook?x=1", true],
    ["http://example.com/hook", false],
    ["http://127.0.0.1/hook", false],
    ["example.com", false],
    ["ftp://example.com", false],
  ] as const) {
    test(`${good ? "may" : "may not"} be ${JSON.stringify(address)}`, () => {
      assert.equal(isWebhook(address), good);
    });
  }
});

suite("an address that is handed over", () => {
  test("is fetched by fal itself, as it is", async () => {
    const { source, backend, options, signal, calls } = await falWorld();
    const hosted = await hostPicture(source.bytes, "/art/hero.png?Signature=a%2Bb&w=1");
    const request = await backend().submit(hosted.url, options);
    const { image } = await backend().follow(request, () => undefined, signal.signal);
    assert.equal(image.width, source.width * 2);
    assert.deepEqual(hosted.asked, ["/art/hero.png?Signature=a%2Bb&w=1"]);
    assert.equal(calls("initiate").length, 0);
    const [sent] = calls("submit");
    assert.equal(isRecord(sent?.json) && sent.json["image_url"], hosted.url);
  });

  test("does not come back in fal's words, nor does its signature", async () => {
    const { server, backend, options } = await falWorld();
    const signature = "very-secret-indeed";
    const url = `https://e.com/hero.png?sig=${signature}`;
    const told = `cannot fetch ${url} (sig ${signature})`;
    await server.addFault({
      route: "submit",
      fault: { kind: "reply", status: 422, body: { detail: told } },
    });
    const { detail = "" } = await failure(backend().submit(url, options));
    assert.match(detail, /^cannot fetch/);
    assert.doesNotMatch(detail, /secret|hero/);
  });
});

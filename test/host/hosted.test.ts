import assert from "node:assert/strict";
import * as vscode from "vscode";
import { isRecord } from "../fal-server/exchange.ts";
import { hostPicture } from "../support/hostedPicture.ts";
import type { HostedPicture } from "../support/hostedPicture.ts";
import { noise, picture } from "../support/images.ts";
import { logText } from "./logText.ts";
import { newFolder } from "./pictureFolder.ts";
import type { PictureFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { until } from "./until.ts";
import { looks } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const signature = "very-secret-signature";
const signedPath = `/art/b%C3%A4r.png?Signature=${signature}&w=1`;

/** Runs the command with what a key binding would give it, and resolves to the names in the folder afterwards. */
async function fromUrl(address: string, folder: PictureFolder): Promise<string[]> {
  await vscode.commands.executeCommand("clarityUpscaler.upscaleFromUrl", address, folder.uri);
  return folder.names();
}

const asData = (bytes: Uint8Array): string =>
  `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;

const submits = () => fal.readJournal({ route: "submit" });

async function handedOver(): Promise<unknown> {
  const [only, ...others] = await submits();
  assert.deepEqual(others, []);
  return isRecord(only?.json) ? only.json["image_url"] : undefined;
}

suite("An image behind a URL", () => {
  inFreshWorld();
  let hosted: HostedPicture | undefined;
  const host = async (...args: Parameters<typeof hostPicture>) =>
    (hosted = await hostPicture(...args));
  teardown(() => hosted?.close());

  test("is looked at here, fetched by fal, and its result goes where one says", async () => {
    const folder = await newFolder();
    const { url, asked } = await host(await picture(), signedPath);
    assert.deepEqual(await fromUrl(url, folder), ["bär@2x.png"]);
    assert.equal(await looks(await folder.read("bär@2x.png")), "png 96 × 64");
    assert.equal(await handedOver(), url);
    assert.deepEqual(asked, [signedPath, signedPath]);
    assert.deepEqual(await fal.readJournal({ route: "initiate" }), []);
  });

  test("leaves nothing of its signature in the log, whatever becomes of it", async () => {
    const folder = await newFolder();
    const before = await logText();
    const { url } = await host(await picture(), signedPath, [200, 404]);
    assert.deepEqual(await fromUrl(url, folder), []);
    await until("the log tells it", async () =>
      (await logText()).slice(before.length).includes("bär.png: failed"),
    );
    assert.doesNotMatch(await logText(), new RegExp(signature));
  });

  test("is upscaled on this device without fal", async () => {
    const folder = await newFolder();
    await changeSettings({ model: "device-fast" });
    const { url, asked } = await host(await picture(), "/hero.png");
    assert.deepEqual(await fromUrl(url, folder), ["hero@2x.png"]);
    assert.equal(await looks(await folder.read("hero@2x.png")), "png 96 × 64");
    assert.deepEqual(asked, ["/hero.png"]);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("that can be fetched from nowhere is not upscaled on this device", async () => {
    const folder = await newFolder();
    await changeSettings({ model: "device-fast" });
    const { url } = await host(await picture(), "/hero.png", [403]);
    assert.deepEqual(await fromUrl(url, folder), []);
  });

  test("is refused when it is none, before anything is sent", async () => {
    const folder = await newFolder();
    const { url, asked } = await host(new TextEncoder().encode("<!doctype html>"), "/hero.png");
    assert.deepEqual(await fromUrl(url, folder), []);
    assert.deepEqual(asked, ["/hero.png"]);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  for (const address of [
    "http://example.com/a.png",
    "https://me:secret@example.com/a.png",
    "https://192.168.1.1/a.png",
    "file:///etc/hostname",
    "hero.png",
    "data:image/png;base64,",
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
  ]) {
    test(`is refused without a request: ${address}`, async () => {
      assert.deepEqual(await fromUrl(address, await newFolder()), []);
      assert.deepEqual(await fal.readJournal({ state: "any" }), []);
    });
  }
});

suite("A data URI", () => {
  inFreshWorld();

  for (const [what, bytes, way] of [
    ["small", picture, /^data:image\/png;base64,/],
    ["large", () => noise(500, 400), /^http.*\.png$/],
  ] as const) {
    test(`that is ${what} is handed over like a file`, async () => {
      const folder = await newFolder();
      assert.deepEqual(await fromUrl(asData(await bytes()), folder), ["image@2x.png"]);
      assert.match(String(await handedOver()), way);
    });
  }
});

suite("A submit", () => {
  inFreshWorld();

  const webhookUrl = "https://127.0.0.1:1/hook?token=1";

  test("has the priority, the start time-out and the webhook of the settings", async () => {
    await changeSettings({ priority: "low", startTimeout: 90, webhookUrl });
    await fromUrl(asData(await picture()), await newFolder());
    const [only] = await submits();
    assert.equal(only?.headers["x-fal-queue-priority"], "low");
    assert.equal(only.headers["x-fal-request-timeout"], "90");
    assert.deepEqual(webhooks(only.query, only.targetUrl), [webhookUrl]);
  });

  for (const values of [
    { priority: "high" },
    { startTimeout: 1 },
    { startTimeout: 2.5 },
    { startTimeout: "soon" },
    { webhookUrl: "http://example.com/hook" },
    { webhookUrl: "hook" },
  ]) {
    test(`is not sent with ${JSON.stringify(values)}`, async () => {
      await changeSettings(values);
      assert.deepEqual(await fromUrl(asData(await picture()), await newFolder()), []);
      assert.deepEqual(await fal.readJournal({ state: "any" }), []);
    });
  }
});

/** Through a proxy, the query is that of the address that the proxy is asked for. */
function webhooks(query: Readonly<Record<string, string>>, target: string | null): string[] {
  const asked = new URLSearchParams(target === null ? query : new URL(target).search);
  return asked.getAll("fal_webhook");
}

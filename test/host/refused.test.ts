import assert from "node:assert/strict";
import { animatedWebp, apng, insertedAt, picture, pngChunk } from "../support/images.ts";
import { logText } from "./logText.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { until } from "./until.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

/** Nothing was made, nothing was sent, and the log says why. */
async function assertRefused(work: () => Promise<string[]>, reason: string): Promise<void> {
  const before = await logText();
  assert.deepEqual(await work(), []);
  assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  await until(`the log says ${reason}`, async () =>
    (await logText()).slice(before.length).includes(reason),
  );
}

suite("Before anything is sent, a file is refused that", () => {
  inFreshWorld();

  const damaged = async () => {
    const bytes = Uint8Array.from(await picture());
    bytes.set([0xff, 0x00, 0xff], 60);
    return bytes;
  };
  const gif = "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
  const files: [what: string, bytes: () => Promise<Uint8Array> | Uint8Array, reason: string][] = [
    ["is empty", () => new Uint8Array(), "badSource: empty"],
    ["is text", () => Buffer.from("Just some words."), "badSource: notAnImage"],
    ["is HTML", () => Buffer.from("<!doctype html><p>404"), "badSource: notAnImage: HTML"],
    ["is an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "badSource: svg"],
    ["is a GIF", () => Buffer.from(gif, "latin1"), "badSource: unsupportedFormat: GIF"],
    ["ends in the middle", async () => (await picture()).subarray(0, 90), "badSource: truncated"],
    ["is damaged", damaged, "badSource: damaged"],
    ["is an animated PNG", apng, "badSource: animated"],
    ["is an animated WebP", animatedWebp, "badSource: animated"],
  ];
  for (const [what, bytes, reason] of files) {
    test(what, async () => {
      const folder = await newFolder();
      const file = await folder.put("hero.png", await bytes());
      await assertRefused(() => upscale(file), reason);
      assert.deepEqual(await folder.names(), ["hero.png"]);
    });
  }

  test("is more than fal downloads", async () => {
    const folder = await newFolder();
    const large = padded(await picture(), 51 * 1024 * 1024);
    const file = await folder.put("hero.png", large);
    await assertRefused(() => upscale(file), "tooLarge: source");
  });

  test("is gone", async () => {
    const folder = await newFolder();
    await assertRefused(() => upscale(folder.at("hero.png")), "cannotRead");
  });
});

suite("Before anything is sent, a setting is refused:", () => {
  inFreshWorld();

  const values: [name: string, value: unknown][] = [
    ["scale", 4.01],
    ["scale", 0],
    ["scale", "2"],
    ["prompt", 7],
    ["creativity", 1.1],
    ["resemblance", -0.1],
    ["guidanceScale", 21],
    ["inferenceSteps", 18.5],
    ["inferenceSteps", 3],
    ["seed", -1],
    ["safetyChecker", "no"],
    ["outputName", "${name}/${scale}.${ext}"],
    ["outputName", "${name}.png"],
    ["outputName", ""],
    ["imageTransfer", "email"],
    ["uploadLifetime", "2h"],
    ["resultLifetime", 3600],
    ["concurrency", 0],
    ["concurrency", 41],
    ["requestTimeout", 1],
    ["jobTimeout", "an hour"],
    ["confirmAboveCost", -1],
    ["privateMode", "yes"],
    ["sendKeyToProxy", "false"],
    ["proxyUrl", 5],
    ["proxyUrl", "https://user:secret@proxy.example/fal"],
    ["proxyUrl", "not an address"],
    ["proxyUrl", "ftp://127.0.0.1/"],
    ["proxyUrl", "http://proxy.example/fal"],
  ];
  for (const [name, value] of values) {
    test(`${name} ${JSON.stringify(value)}`, async () => {
      const folder = await newFolder();
      const file = await folder.put("hero.png");
      await changeSettings({ [name]: value });
      await assertRefused(() => upscale(file), `badSetting: ${name}`);
      assert.deepEqual(await folder.names(), ["hero.png"]);
    });
  }
});

/** A PNG with so much text in it. */
function padded(bytes: Uint8Array, length: number): Uint8Array {
  return insertedAt(bytes, 33, pngChunk("tEXt", new Uint8Array(length)));
}

import assert from "node:assert/strict";
import { statSync, watch } from "node:fs";
import * as vscode from "vscode";
import { forUpload } from "../../src/core/forUpload.ts";
import type { OutputScript } from "../fal-server/script.ts";
import { colourAt, noise, picture, quarters } from "../support/images.ts";
import type { PictureOptions } from "../support/images.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { until } from "./until.ts";
import { looks, run, upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const large = "png 2800 × 2800";

suite("The result", () => {
  inFreshWorld();

  test("stands beside its source, twice as large, and is what the command resolves to", async () => {
    const folder = await newFolder();
    const made = await run(await folder.put("hero.png"));
    assert.deepEqual(made.map(String), [folder.at("hero@2x.png").toString()]);
    assert.deepEqual(await folder.names(), ["hero.png", "hero@2x.png"]);
    assert.equal(await looks(await folder.read("hero@2x.png")), "png 96 × 64");
  });

  test("is the picture, the right way up", async () => {
    const folder = await newFolder();
    await upscale(await folder.put("lying.jpg", await picture({ format: "jpeg", orientation: 6 })));
    const result = await folder.read("lying@2x.jpg");
    assert.equal(await looks(result), "jpeg 64 × 96");
    assertNear(await colourAt(result, 0.1, 0.1), quarters.bottomLeft);
    assertNear(await colourAt(result, 0.9, 0.1), quarters.topLeft);
  });

  test("leaves its source as it was, to the byte and the second", async () => {
    const folder = await newFolder();
    const hero = await folder.put("hero.png");
    const [bytes, { mtime }] = [
      await folder.read("hero.png"),
      await vscode.workspace.fs.stat(hero),
    ];
    await upscale(hero);
    assert.deepEqual(await folder.read("hero.png"), bytes);
    assert.equal((await vscode.workspace.fs.stat(hero)).mtime, mtime);
  });

  const noisy = () => noise(1400, 1400);
  for (const [which, make, size] of [
    ["", picture, "png 96 × 64"],
    [
      ", also a large one that is not changed",
      async () => forUpload({ bytes: await noisy() }),
      large,
    ],
    [", also a large one that is told what its source tells", noisy, large],
  ] as const) {
    test(`is whole from the moment it is there, and nothing that looks like an image before${which}`, () =>
      assertWhole(make, size));
  }

  async function assertWhole(make: () => Promise<Uint8Array>, size: string): Promise<void> {
    const folder = await newFolder();
    const hero = await folder.put("hero.png", await make());
    const seen = new Set<string>();
    const sizes = new Set<number>();
    const watcher = watch(folder.uri.fsPath, (_, name) => {
      seen.add(name ?? "");
      if (name === "hero@2x.png") {
        sizes.add(statSync(folder.at(name).fsPath).size);
      }
    });
    await upscale(hero);
    await until("the result was seen", () => seen.has("hero@2x.png"));
    watcher.close();
    const result = await folder.read("hero@2x.png");
    assert.deepEqual([...sizes], [result.length]);
    assert.equal(await looks(result), size);
    // From 16 MiB on a result is a file before it is whole.
    assert.equal(result.length > 16 * 2 ** 20, size === large);
    assert.deepEqual(await folder.names(), ["hero.png", "hero@2x.png"]);
    const others = [...seen].filter((name) => !name.startsWith("hero"));
    assert.ok(others.length > 0);
    for (const name of others) {
      assert.match(name, /^\.clarity-upscaler-[\da-f-]+\.tmp$/);
    }
  }

  test("goes to the disk while it arrives where it is large", async () => {
    const folder = await newFolder();
    const hero = await folder.put("hero.png", forUpload({ bytes: await noisy() }));
    await fal.configure({ network: { downloadBytesPerSecond: 8_000_000 } });
    const made = upscale(hero);
    await until("a file grew", async () => (await folder.sizeOf(/\.tmp$/)) > 0);
    const downloads = await fal.readJournal({ route: "download", state: "any" });
    assert.deepEqual(
      downloads.map(({ state }) => state),
      ["open"],
    );
    assert.deepEqual(await made, ["hero@2x.png"]);
    assert.equal(await looks(await folder.read("hero@2x.png")), large);
    assert.deepEqual(await folder.names(), ["hero.png", "hero@2x.png"]);
  });

  const scales = [
    ["hero.png", 1, "hero@1x.png", "png 48 × 32"],
    ["hero.png", 1.5, "hero@1.5x.png", "png 72 × 48"],
    ["hero.png", 3, "hero@3x.png", "png 144 × 96"],
    ["hero.png", 4, "hero@4x.png", "png 192 × 128"],
    ["icon@2x.png", 2, "icon@4x.png", "png 96 × 64"],
  ] as const;
  for (const [source, scale, expected, size] of scales) {
    test(`of ${source} at ${scale}× is ${expected}, ${size}`, async () => {
      const folder = await newFolder();
      await changeSettings({ scale });
      assert.deepEqual(await upscale(await folder.put(source)), [expected]);
      assert.equal(await looks(await folder.read(expected)), size);
    });
  }
});

suite("The result's format", () => {
  inFreshWorld();

  type Format = NonNullable<PictureOptions["format"]>;
  const formats: [string, Format, NonNullable<OutputScript["format"]>, string][] = [
    ["photo.jpg", "jpeg", "png", "photo@2x.jpg"],
    ["photo.jpeg", "jpeg", "jpeg", "photo@2x.jpeg"],
    ["PHOTO.JPG", "jpeg", "png", "PHOTO@2x.JPG"],
    ["hero.png", "png", "webp", "hero@2x.png"],
    ["hero.webp", "webp", "png", "hero@2x.webp"],
    ["named-wrongly.png", "jpeg", "png", "named-wrongly@2x.jpg"],
  ];
  for (const [source, format, answered, expected] of formats) {
    test(`is its source's: ${answered} for ${source} (${format}) is ${expected}`, async () => {
      const folder = await newFolder();
      await fal.script({ queuePositions: [], runMs: 0, output: { format: answered } });
      const file = await folder.put(source, await picture({ format }));
      assert.deepEqual(await upscale(file), [expected]);
      assert.equal(await looks(await folder.read(expected)), `${format} 96 × 64`);
    });
  }

  test("is the one of the settings, and the name's extension follows", async () => {
    const folder = await newFolder();
    await changeSettings({ outputFormat: "webp" });
    assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x.webp"]);
    assert.equal(await looks(await folder.read("hero@2x.webp")), "webp 96 × 64");
  });

  test("is as fal.ai sent it where one wants that", async () => {
    const folder = await newFolder();
    await changeSettings({ outputFormat: "asDelivered" });
    await fal.script({ queuePositions: [], runMs: 0, output: { format: "webp" } });
    assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x.webp"]);
    assert.equal(await looks(await folder.read("hero@2x.webp")), "webp 96 × 64");
  });
});

function assertNear(actual: readonly number[], expected: readonly number[]): void {
  const far = actual.some((value, index) => Math.abs(value - (expected[index] ?? 0)) > 20);
  assert.ok(!far, `${actual.join()} is not the colour ${expected.join()}`);
}

import assert from "node:assert/strict";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { looks, upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

suite("A taken name", () => {
  inFreshWorld();

  test("is never overwritten: the next number is used", async () => {
    const folder = await newFolder();
    const hero = await folder.put("hero.png");
    await folder.put("hero@2x.png", "somebody's own");
    await folder.put("hero@2x-2.png", "this too");
    assert.deepEqual(await upscale(hero), ["hero@2x-3.png"]);
    assert.equal(String(Buffer.from(await folder.read("hero@2x.png"))), "somebody's own");
    assert.equal(String(Buffer.from(await folder.read("hero@2x-2.png"))), "this too");
  });

  test("is also one that a folder has", async () => {
    const folder = await newFolder();
    await folder.put("hero@2x.png/inside.txt", "");
    assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x-2.png"]);
  });

  test("is settled between two commands that finish at once, each with a whole file", async () => {
    const folder = await newFolder();
    const hero = await folder.put("hero.png");
    await changeSettings({ concurrency: 3 });
    await fal.configure({ concurrency: 4 });
    await fal.hold("completed");
    const commands = Promise.all([upscale(hero), upscale(hero), upscale(hero)]);
    await fal.waitFor({ route: "submit" }, 3);
    await fal.release();
    const names = (await commands).flat().sort();
    assert.deepEqual(names, ["hero@2x-2.png", "hero@2x-3.png", "hero@2x.png"]);
    assert.deepEqual(await folder.names(), ["hero.png", ...names].sort());
    for (const name of names) {
      assert.equal(await looks(await folder.read(name)), "png 96 × 64");
    }
  });
});

suite("The setting outputName", () => {
  inFreshWorld();

  const templates = [
    ["${name}-${scale}.${ext}", "icon@2x.png", "icon-4.png"],
    ["${name}_large.${ext}", "icon@2x.png", "icon@2x_large.png"],
    ["groß ${name}.${ext}", "hero.png", "groß hero.png"],
  ] as const;
  for (const [outputName, source, expected] of templates) {
    test(`${outputName} makes ${expected} of ${source}`, async () => {
      const folder = await newFolder();
      await changeSettings({ outputName });
      assert.deepEqual(await upscale(await folder.put(source)), [expected]);
      assert.deepEqual(await folder.names(), [expected, source].sort());
    });
  }

  test("may give the source's own name: the source stays", async () => {
    const folder = await newFolder();
    await changeSettings({ outputName: "${name}.${ext}" });
    const hero = await folder.put("hero.png");
    const bytes = await folder.read("hero.png");
    assert.deepEqual(await upscale(hero), ["hero-2.png"]);
    assert.deepEqual(await folder.read("hero.png"), bytes);
  });
});

suite("A picture's own name", () => {
  inFreshWorld();

  const names = [
    ["two words.png", "two words@2x.png"],
    ["50% off#1.png", "50% off#1@2x.png"],
    ["100%25.png", "100%25@2x.png"],
    ["what?.png", "what?@2x.png"],
    ["[slug].png", "[slug]@2x.png"],
    ["${scale}.png", "${scale}@2x.png"],
    ["🦊 & 👩‍👩‍👧.png", "🦊 & 👩‍👩‍👧@2x.png"],
    ["画像.png", "画像@2x.png"],
    ["ä.png", "ä@2x.png"],
    ["a\u0308.png", "a\u0308@2x.png"],
    ["LOGO.PNG", "LOGO@2x.PNG"],
    ["v1.2.png", "v1.2@2x.png"],
    [".hidden.png", ".hidden@2x.png"],
    [`${"x".repeat(251)}.png`, `${"x".repeat(248)}@2x.png`],
  ] as const;
  test("is kept, whatever characters it has, for all pictures of one command", async () => {
    const folder = await newFolder();
    const sources = await Promise.all(names.map(([source]) => folder.put(source)));
    const expected = names.map(([, output]) => output);
    assert.deepEqual(await upscale(sources[0], sources), expected);
    assert.deepEqual(await folder.names(), names.flat().sort());
  });

  test("may be in a folder with such a name", async () => {
    const folder = await newFolder();
    const source = await folder.put("a #1 (50%)/[é]/hero.png");
    assert.deepEqual(await upscale(source), ["hero@2x.png"]);
    assert.equal(await looks(await folder.read("a #1 (50%)/[é]/hero@2x.png")), "png 96 × 64");
  });
});

import assert from "node:assert/strict";
import { modelError } from "../fal-server/outcome.ts";
import { picture } from "../support/images.ts";
import { newFolder } from "./pictureFolder.ts";
import type { PictureFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { run, upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const sixNames = ["a.png", "b.png", "c.png", "d.png", "e.png", "f.png"];
const putSix = (folder: PictureFolder) => Promise.all(sixNames.map((name) => folder.put(name)));

suite("Several selected files", () => {
  inFreshWorld();

  test("are each upscaled once; what is no image is skipped", async () => {
    const folder = await newFolder();
    const a = await folder.put("a.png");
    const b = await folder.put("b.jpg", await picture({ format: "jpeg" }));
    const others = [
      await folder.put("notes.txt", "text"),
      await folder.put("logo.svg", "<svg/>"),
      await folder.put("move.gif", "GIF89a"),
      await folder.put("png", "no extension"),
    ];
    const made = await upscale(b, [a, ...others, b, a, a.with({})]);
    assert.deepEqual(made, ["a@2x.png", "b@2x.jpg"]);
    assert.equal((await fal.readJournal({ route: "submit" })).length, 2);
  });

  test("without any image among them send nothing", async () => {
    const folder = await newFolder();
    const notes = await folder.put("notes.txt", "text");
    assert.deepEqual(await upscale(notes, [notes, await folder.put("logo.svg", "<svg/>")]), []);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("with equal bytes are still two pictures, in any folders", async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    const pictures = [await one.put("hero.png"), await two.put("hero.png")];
    const made = await run(pictures[1], pictures);
    assert.deepEqual(made.map(String), [
      one.at("hero@2x.png").toString(),
      two.at("hero@2x.png").toString(),
    ]);
  });

  test("do not matter when the clicked file is none of them: the Explorer passes that one alone", async () => {
    const folder = await newFolder();
    const [clicked] = [await folder.put("clicked.png"), await folder.put("selected.png")];
    assert.deepEqual(await upscale(clicked, [clicked]), ["clicked@2x.png"]);
    assert.deepEqual(await upscale(clicked, []), ["clicked@2x-2.png"]);
  });
});

suite("Six pictures", () => {
  inFreshWorld();

  for (const concurrency of [1, 2]) {
    test(`are all made, ${concurrency} submitted at a time, as many and one more sent ahead`, async () => {
      const folder = await newFolder();
      const pictures = await putSix(folder);
      await changeSettings({ concurrency, imageTransfer: "upload" });
      await fal.hold("completed");
      const command = upscale(pictures[0], pictures);
      await fal.waitFor({ route: "submit" }, concurrency);
      await fal.waitFor({ route: "upload" }, 2 * concurrency + 1);
      const routes = (await fal.readJournal({ state: "any" })).map(({ route }) => route);
      assert.equal(routes.filter((route) => route === "submit").length, concurrency);
      assert.equal(routes.filter((route) => route === "initiate").length, 2 * concurrency + 1);
      await fal.release();
      assert.deepEqual(
        await command,
        sixNames.map((name) => name.replace(".", "@2x.")),
      );
      assert.equal((await fal.readJournal({ route: "submit" })).length, sixNames.length);
    });
  }

  test("with a damaged one among them are five results", async () => {
    const folder = await newFolder();
    const pictures = await putSix(folder);
    await folder.put("c.png", (await picture()).subarray(0, 100));
    const made = await upscale(pictures[0], pictures);
    assert.deepEqual(made, ["a@2x.png", "b@2x.png", "d@2x.png", "e@2x.png", "f@2x.png"]);
    assert.deepEqual(await folder.names(), [...sixNames, ...made].sort());
    assert.equal((await fal.readJournal({ route: "submit" })).length, 5);
  });

  test("of which fal refuses one are five results, each submitted once", async () => {
    const folder = await newFolder();
    const pictures = await putSix(folder);
    await fal.script({ failure: modelError("content_policy_violation", "no"), runMs: 0 }, 1);
    assert.equal((await upscale(pictures[0], pictures)).length, 5);
    assert.equal((await fal.readJournal({ route: "submit" })).length, 6);
  });

  test("of an account without credit are not submitted one after the other", async () => {
    const folder = await newFolder();
    const pictures = await putSix(folder);
    await fal.configure({ lockedKeys: "all" });
    assert.deepEqual(await upscale(pictures[0], pictures), []);
    const submits = await fal.readJournal({ route: "submit" });
    assert.ok(submits.length <= 2, `${submits.length} were submitted`);
    assert.deepEqual(await folder.names(), sixNames);
  });
});

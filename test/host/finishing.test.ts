import assert from "node:assert/strict";
import sharp from "sharp";
import type { Metadata } from "sharp";
import { isRecord } from "../fal-server/exchange.ts";
import { pictureAt } from "../support/falPictures.ts";
import { picture } from "../support/images.ts";
import { logText } from "./logText.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { until } from "./until.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

/** What the model was given, by its address in the storage. */
async function sentPicture(): Promise<Metadata> {
  const [submit] = await fal.readJournal({ route: "submit" });
  return pictureAt(isRecord(submit?.json) ? String(submit.json["image_url"]) : "");
}

suite("Finishing", () => {
  inFreshWorld();

  for (const format of ["png", "webp"] as const) {
    test(`keeps the transparency of a ${format}, and sends an opaque picture`, async () => {
      const folder = await newFolder();
      await changeSettings({ imageTransfer: "upload" });
      const source = await picture({ format, alpha: true, lossless: true });
      const name = `icon.${format}`;
      assert.deepEqual(await upscale(await folder.put(name, source)), [`icon@2x.${format}`]);
      const sent = await sentPicture();
      assert.deepEqual([sent.format, sent.hasAlpha], ["png", false]);
      const result = sharp(await folder.read(`icon@2x.${format}`));
      const alpha = await result.extractChannel("alpha").raw().toBuffer();
      const at = (x: number, y: number) => alpha[y * 96 + x];
      assert.deepEqual([at(0, 0), at(94, 2), at(2, 62), at(94, 62)], [255, 255, 255, 0]);
    });
  }

  test("does not save an all black answer", async () => {
    const folder = await newFolder();
    await fal.script({ queuePositions: [], runMs: 0, output: { picture: "black" } });
    const before = await logText();
    assert.deepEqual(await upscale(await folder.put("hero.png")), []);
    assert.deepEqual(await folder.names(), ["hero.png"]);
    await until("the log says why", async () =>
      (await logText()).slice(before.length).includes("blackResult"),
    );
  });

  test("refuses CMYK before anything is sent", async () => {
    const folder = await newFolder();
    const cmyk = await sharp(await picture())
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    assert.deepEqual(await upscale(await folder.put("print.jpg", cmyk)), []);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});

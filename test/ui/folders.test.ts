import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { picture } from "../support/images.ts";
import { sample, submits, upscaleItem } from "./journey.ts";
import { answerLot, waitForLot } from "./lot.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";

const folderItem = "Upscale Images in Folder…";

let count = 0;

/** A picture unlike all others, because what was upscaled before is left out. */
function unlike(): Promise<Uint8Array> {
  count += 1;
  return picture({ width: 160 + count, height: 100 });
}

const files = {
  "art/hero.png": await unlike(),
  "art/ui/Icon.PNG": await unlike(),
  "art/ui/small/dot.png": await unlike(),
  "art/notes.txt": "Nothing to see.",
  "art/node_modules/library/logo.png": await unlike(),
  "more/one.png": await unlike(),
  "more/two.png": await unlike(),
  "single.png": await sample(),
};

const has = ({ folder }: Session, ...paths: readonly string[]): readonly boolean[] =>
  paths.map((path) => existsSync(join(folder, path)));

uiSuite({ name: "folders", files, fal: { script: instantScript } }, (uiTest) => {
  uiTest("a folder's menu upscales all images in it, once one agrees", async (session) => {
    const { explorer, menu, notices } = session.workbench;
    await explorer.openMenu("art", folderItem);
    assert.equal(await menu.item(upscaleItem).count(), 0);
    await session.shot("menu of a folder");
    await menu.close();
    await explorer.choose("art", folderItem);
    await waitForLot(session, "Upscale 3 images");
    await session.shot("question in dark");
    for (const theme of themeNames.filter((name) => name !== "dark")) {
      await session.workbench.quickInput.cancel();
      await session.setTheme(theme);
      await explorer.choose("art", folderItem);
      await waitForLot(session, "Upscale 3 images");
      await session.shot(`question in ${theme}`);
    }
    assert.equal(submits(session), 0);
    await answerLot(session, "Upscale 3 images");
    await notices.wait(/^Upscaled 3 images in /);
    await session.shot("made");
    assert.equal(submits(session), 3);
    assert.deepEqual(
      has(session, "art/hero@2x.png", "art/ui/Icon@2x.PNG", "art/ui/small/dot@2x.png"),
      [true, true, true],
    );
  });

  uiTest("what became of each image can be read and saved", async (session) => {
    const { workbench, folder } = session;
    const { explorer, notices, quickInput } = workbench;
    writeFileSync(join(folder, "art/late[1].png"), await unlike());
    writeFileSync(join(folder, "art/later.png"), await unlike());
    await explorer.choose("art", folderItem);
    await answerLot(session, "Upscale 2 images");
    await notices.wait(/^Upscaled 2 images in .* 6 images were left out\.$/);
    await notices.press("Upscaled 2 images", "Show Details");
    await workbench.page.locator(".view-line").getByText("# Upscaled 2 images").waitFor();
    await session.shot("details");
    for (const theme of themeNames.filter((name) => name !== "dark")) {
      await session.setTheme(theme);
      await session.shot(`details in ${theme}`);
    }
    await session.setTheme("dark");
    await workbench.runCommand("File: Save");
    const file = join(folder, "summary.md");
    await quickInput.waitForTitle("Save As");
    await quickInput.chooseFile(file);
    await workbench.tab("summary.md").waitFor();
    const text = readFileSync(file, "utf8");
    assert.match(text, /^- art\/late\\\[1\\\]\.png → art\/late\\\[1\\\]@2x\.png: \d+ × 200, /m);
    assert.match(text, /^## Skipped: 6$/m);
  });

  uiTest("a folder among selected files is searched too", async (session) => {
    const { explorer, notices } = session.workbench;
    await explorer.choose(["more", "single.png"], upscaleItem);
    await answerLot(session, "Upscale 3 images");
    await notices.wait(/^Upscaled 3 images in /);
    assert.deepEqual(has(session, "more/one@2x.png", "more/two@2x.png", "single@2x.png"), [
      true,
      true,
      true,
    ]);
  });

  uiTest(
    "the palette asks for a folder, and the results may go to another one",
    async (session) => {
      const { workbench, folder } = session;
      const { notices, quickInput } = workbench;
      mkdirSync(join(folder, "art/ui/new"));
      writeFileSync(join(folder, "art/ui/new/new.png"), await unlike());
      mkdirSync(join(folder, "results"));
      await workbench.runCommand("Clarity Upscaler: Upscale Images in Folder…");
      await quickInput.waitForTitle("Select Folders with Images to Upscale");
      await quickInput.chooseFolder(join(folder, "art"));
      await answerLot(session, "Choose Another Folder for the Results…");
      await quickInput.waitForTitle("Where should the results go?");
      await quickInput.chooseFolder(join(folder, "results"));
      await session.shot("another folder");
      await answerLot(session, "Upscale 1 image");
      await notices.wait(/^new@2x\.png: /);
      assert.deepEqual(has(session, "results/ui/new/new@2x.png"), [true]);
    },
  );
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { tqdmLine } from "../fal-server/tqdm.ts";
import { noise } from "../support/images.ts";
import { calls, outputsOf, samples, submits, upscale } from "./journey.ts";
import { upscaleCommand, upscaleItem } from "./journey.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";

const images = ["a.png", "b.jpg", "c.jpeg", "d.webp", "E.PNG", "F.JPG"];
const others = ["folder.png", "logo.svg", "moving.gif", "readme.txt", "styles.css"];

const files = {
  ...(await samples(...images, "hero.png", "one.png", "two.png", "three.png", "picked.png")),
  "folder.png/inside.txt": "A folder may be called anything.",
  "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
  "moving.gif": "GIF89a",
  "readme.txt": "The pictures of a game.",
  "styles.css": "body {}",
  "big.png": await noise(500, 400),
};

uiSuite({ name: "upscale", files, fal: { script: instantScript } }, (uiTest) => {
  uiTest("the Explorer offers it on images and on nothing else", async (session) => {
    const { explorer, menu } = session.workbench;
    const offered: string[] = [];
    for (const name of [...images, ...others]) {
      await explorer.openMenu(name, "Rename...");
      if ((await menu.item(upscaleItem).count()) > 0) {
        offered.push(name);
      }
      if (name === "a.png" || name === "readme.txt") {
        await session.shot(`menu of ${name}`);
      }
      await menu.close();
    }
    assert.deepEqual(offered, images);
  });

  uiTest("the palette lists the commands under the extension's name", async (session) => {
    const { quickInput } = session.workbench;
    await quickInput.openPalette(upscaleCommand);
    await quickInput.input.fill(">Clarity Upscaler");
    await quickInput.row("Clarity Upscaler: Show Log").waitFor();
    await session.shot("palette");
    const titles = (await quickInput.rows()).filter((row) => row.startsWith("Clarity Upscaler: "));
    // The list draws what fits; what belongs to the Jobs view is not offered without it.
    for (const title of ["Choose Model", "Set API Key", "Show Jobs", "Upscale Image"]) {
      assert.ok(titles.includes(`Clarity Upscaler: ${title}`), titles.join("\n"));
    }
    assert.ok(!titles.includes("Clarity Upscaler: Cancel Job"), titles.join("\n"));
    await quickInput.cancel();
  });

  uiTest("the progress tells each step, and the notice opens what was made", async (session) => {
    const { fal, workbench } = session;
    const { notices, explorer } = workbench;
    await fal.script({
      queuePositions: [2, 1],
      logs: ["Loading the model", tqdmLine(10, 18)],
      hold: ["queued:0", "queued:1", "running:0", "running:1", "running:2"],
    });
    await fal.configure({ network: { uploadBytesPerSecond: 200_000 } });
    await upscale(session, "big.png");
    const steps = [
      { says: /^Upscaling big\.png at fal\.ai: uploading · \d+:\d\d$/ },
      { says: /^Upscaling big\.png at fal\.ai: waiting at fal\.ai, 2 ahead · \d+:\d\d$/ },
      { says: /: waiting at fal\.ai, 1 ahead · \d+:\d\d$/, after: "queued:0" },
      { says: /: upscaling · \d+:\d\d$/, after: "queued:1" },
      { says: /: Loading the model · \d+:\d\d$/, after: "running:0" },
      { says: /: Upscaling: 56% 10\/18 .*· \d+:\d\d$/, after: "running:1" },
    ] as const;
    for (const step of steps) {
      if ("after" in step) {
        await fal.release({ point: step.after });
      }
      await notices.wait(step.says);
      await session.shot(`progress ${step.says.source}`);
    }
    await notices.waitForBar(55);
    assert.deepEqual(outputsOf(session, "big.png"), []);
    await fal.release();
    const told = await notices.wait("big@2x.png");
    assert.match(
      told,
      /^big@2x\.png: 1000 × 800, [\d.]+ (kB|MB), \d+s, \$[\d.]+ for [\d.]+ megapixels, seed \d+$/,
    );
    assert.equal(await notices.progress.count(), 0);
    await explorer.row("big@2x.png").waitFor();
    assert.deepEqual(await notices.buttons("big@2x.png"), [
      "Open",
      "Reveal in Explorer View",
      "Undo",
    ]);
    await session.shot("result");

    await notices.press("big@2x.png", "Open");
    await workbench.tab("big@2x.png").waitFor();
    assert.deepEqual(await workbench.previewedImage(), { width: 1000, height: 800 });
    await session.shot("result opened");
    assert.equal(submits(session), 1);
    const { route, keyed } = calls(session, "upload")[0] ?? {};
    assert.deepEqual({ route, keyed }, { route: "upload", keyed: false });
  });

  uiTest("Reveal in Explorer View selects the new file", async (session) => {
    const { notices, explorer } = session.workbench;
    await upscale(session, "hero.png");
    await notices.wait(/^hero@2x\.png: 640 × 400, /);
    await notices.press("hero@2x.png", "Reveal in Explorer View");
    await explorer.row("hero@2x.png").and(session.page.locator(".selected")).waitFor();
    await session.shot("result selected in the Explorer");
  });

  uiTest("the tab's menu and the palette take the image that is shown", async (session) => {
    const { workbench } = session;
    const { menu, notices } = workbench;
    await workbench.openFile("one.png");
    await workbench.previewedImage();
    await menu.open(workbench.tab("one.png"), upscaleItem);
    await session.shot("menu of a tab");
    await menu.close();
    await workbench.chooseFromTabMenu("one.png", upscaleItem);
    await notices.wait("one@2x.png");
    await workbench.runCommand(upscaleCommand);
    await notices.wait("one@2x-2.png");
    await session.shot("two results");
    assert.deepEqual(outputsOf(session, "one.png"), ["one@2x-2.png", "one@2x.png"]);
  });

  uiTest("the palette asks for a file when a text is shown", async (session) => {
    const { workbench, folder } = session;
    await workbench.openFile("readme.txt");
    await workbench.menu.open(workbench.tab("readme.txt"), "Close");
    assert.equal(await workbench.menu.item(upscaleItem).count(), 0);
    await workbench.menu.close();
    await workbench.runCommand(upscaleCommand);
    await workbench.quickInput.waitForTitle("Select Images to Upscale");
    await session.shot("file picker");
    await workbench.quickInput.chooseFile(join(folder, "picked.png"));
    await workbench.notices.wait(/^picked@2x\.png: 640 × 400, /);
  });

  uiTest(
    "of several selected files each image is made, what is none is counted",
    async (session) => {
      const { fal, workbench } = session;
      const { notices } = workbench;
      await fal.hold("running");
      await upscale(session, "readme.txt", "one.png", "two.png", "three.png");
      await fal.waitFor({ route: "submit" }, 2);
      // It says what it was told last, and the third may have said last that it waits.
      await notices.wait(
        /^Upscaling 3 images at fal\.ai: 0 of 3 done · \S+: (upscaling|uploading|waiting for its turn) · /,
      );
      assert.equal(await notices.progress.count(), 1);
      await session.shot("several waiting");
      const { requestId } = await fal.waitForJob({ heldAt: "running:0" });
      await fal.release({ requestId });
      await notices.wait(/: 1 of 3 done · /);
      await session.shot("several one done");
      await fal.release();
      const told = await notices.wait(/^Upscaled 3 images in/);
      assert.match(
        told,
        /^Upscaled 3 images in \d+s: \$[\d.]+ for [\d.]+ megapixels\. 1 file is not an image and was skipped\.$/,
      );
      await session.shot("several done");
      assert.equal(submits(session), 3);
    },
  );

  // All other pictures are made in the dark theme.
  for (const theme of themeNames.filter((name) => name !== "dark")) {
    uiTest(`menu, progress, result and key box are drawn in ${theme}`, async (session) => {
      const { fal, workbench } = session;
      const { explorer, menu, notices, quickInput } = workbench;
      await session.setTheme(theme);
      await fal.script({ logs: [tqdmLine(10, 18)], hold: ["running:1"] });
      await explorer.openMenu("hero.png", upscaleItem);
      await session.shot(`${theme} menu`);
      await menu.close();
      await upscale(session, "hero.png");
      await notices.wait(/10\/18/);
      await session.shot(`${theme} progress`);
      await fal.release();
      await notices.wait(/^hero@2x-\d\.png: 640 × 400, /);
      await workbench.runCommand("Clarity Upscaler: Set API Key");
      await quickInput.waitForTitle("Clarity Upscaler: Set API Key");
      await session.shot(`${theme} result and key box`);
    });
  }
});

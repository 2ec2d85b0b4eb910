import assert from "node:assert/strict";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { provenances } from "../support/provenances.ts";
import { sample, samples, submits, upscale } from "./journey.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";
import { until } from "./until.ts";

const item = "Show How This Was Made";
const command = `Clarity Upscaler: ${item}`;

/** A result whose source is on another computer. */
const stray = await finisher.writeProvenance(encoded(await sample()), provenances.cloud, never);
assert.ok(stray);

/** Waits for the document, makes a screenshot, closes it, and resolves to what it said. */
async function documentIn(session: Session, name: string): Promise<string> {
  const { workbench } = session;
  const editor = workbench.page.locator(".editor-instance .view-lines");
  let text = "";
  await until("the document is shown", async () => {
    text = (await editor.innerText()).replaceAll("\u00a0", " ");
    return text.startsWith("# How ");
  });
  await session.shot(name);
  await workbench.runCommand("View: Revert and Close Editor");
  return text;
}

uiSuite(
  {
    name: "provenance",
    files: {
      ...(await samples("hero.png", "plain.png")),
      "stray.png": stray.bytes,
      "readme.txt": "The pictures of a game.",
    },
    fal: { script: instantScript },
    settings: { "clarityUpscaler.embedProvenance": true },
  },
  (uiTest) => {
    uiTest("the Explorer and a tab offer it on an image, and on nothing else", async (session) => {
      const { explorer, menu } = session.workbench;
      await explorer.openMenu("readme.txt", "Rename...");
      assert.equal(await menu.item(item).count(), 0);
      await menu.close();
      await explorer.openMenu("plain.png", item);
      await session.shot("menu of an image");
      await menu.close();
      await session.workbench.openFile("plain.png");
      await session.workbench.chooseFromTabMenu("plain.png", item);
      assert.match(await documentIn(session, "nothing is known"), /The file does not say/);
    });

    uiTest("a result says how it was made", async (session) => {
      const { workbench } = session;
      await upscale(session, "hero.png");
      await workbench.notices.wait(/^hero@2x\.png/);
      await workbench.notices.dismissAll();
      await workbench.explorer.choose("hero@2x.png", item);
      const text = await documentIn(session, "a result");
      assert.match(text, /How hero@2x\.png was made/);
      assert.match(text, /The file says so itself/);
      assert.match(text, /- Model: Clarity at fal\.ai \(fal-ai\/clarity-upscaler\)/);
    });

    for (const theme of themeNames) {
      uiTest(`it is drawn in ${theme}`, async (session) => {
        await session.setTheme(theme);
        await session.workbench.openFile("hero@2x.png");
        await session.workbench.runCommand(command);
        await documentIn(session, `result in ${theme}`);
      });
    }

    uiTest(
      "upscaling again asks for a source that is not there, and for one that differs",
      async (session) => {
        const { workbench } = session;
        const { quickInput } = workbench;
        await workbench.openFile("stray.png");
        await workbench.runCommand("Clarity Upscaler: Upscale Again with Same Seed");
        await quickInput.waitForTitle("Select the Image That stray.png Was Made From");
        await session.shot("which image");
        await quickInput.chooseFile(join(session.folder, "plain.png"));
        await workbench.dialog.waitFor();
        assert.match(
          await workbench.dialog.innerText(),
          /stray\.png was not made from plain\.png as it is now\./,
        );
        await session.shot("another image");
        await workbench.answerDialog("Cancel");
        assert.equal(submits(session), 0);
        await workbench.runCommand("Clarity Upscaler: Upscale Again with Same Seed");
        await quickInput.waitForTitle("Select the Image That stray.png Was Made From");
        await quickInput.chooseFile(join(session.folder, "plain.png"));
        await workbench.answerDialog("Upscale It");
        await workbench.notices.wait(/^plain@2x\.png.*seed 7/);
        assert.equal(submits(session), 1);
      },
    );
  },
);

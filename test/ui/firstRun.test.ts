import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import sharp from "sharp";
import { outputsOf, samples, upscale } from "./journey.ts";
import { refuseNetwork } from "./refusedNetwork.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";
import { userSetting } from "./userSettings.ts";

/** What the profile of all tests sets to keep them quiet is not set by anybody who has just installed it. */
const untouched = {
  "clarityUpscaler.model": undefined,
  "clarityUpscaler.explainFirstRun": undefined,
  "clarityUpscaler.confirmAboveCost": undefined,
  "clarityUpscaler.confirmAboveMegapixels": undefined,
};

const question = "Where should images be upscaled?";
const here = "Upscale on This Device";
const withKey = "Enter fal.ai API Key";
const boxTitle = "Clarity Upscaler: Set API Key";
const key = "11111111-2222-4333-8444-555555555555:0123456789abcdef0123456789abcdef";

const network = await refuseNetwork();
after(() => network.close());

/** Right-clicks a picture and waits for the question. */
async function upscaleUntilAsked(session: Session, path: string): Promise<void> {
  await upscale(session, path);
  await session.workbench.dialog.filter({ hasText: question }).waitFor();
}

/** The titles of the question's buttons, in the order of the alphabet: systems have orders of their own. */
async function dialogButtons({ workbench }: Session): Promise<string[]> {
  const titles = await workbench.dialog.locator(".monaco-button").allInnerTexts();
  return titles.toSorted();
}

const savedModel = ({ profile }: Session) => userSetting(profile, "clarityUpscaler.model");

uiSuite(
  {
    name: "first-run",
    files: await samples("first.png", "second.png", "third.png", "fourth.png"),
    proxy: false,
    settings: { ...untouched, ...network.settings },
    env: network.env,
  },
  (uiTest) => {
    uiTest("who answers nothing gets nothing, and is asked again", async (session) => {
      const { workbench, page } = session;
      await network.watch(page);
      await upscaleUntilAsked(session, "first.png");
      await session.shot("question dark");
      assert.deepEqual(await dialogButtons(session), ["Cancel", withKey, here]);
      await workbench.answerDialog("Cancel");
      await upscaleUntilAsked(session, "first.png");
      await page.keyboard.press("Escape");
      await workbench.dialog.waitFor({ state: "detached" });
      await upscaleUntilAsked(session, "first.png");
      await workbench.answerDialog(withKey);
      await workbench.quickInput.waitForTitle(boxTitle);
      await session.shot("key box after the question");
      await workbench.quickInput.cancel();
      await upscaleUntilAsked(session, "first.png");
      await workbench.answerDialog("Cancel");
      assert.deepEqual(await workbench.notices.words(), []);
      assert.deepEqual(outputsOf(session, "first.png"), []);
      assert.equal(savedModel(session), undefined);
    });

    uiTest("on this device a picture is made with no key and no network", async (session) => {
      const { workbench, folder } = session;
      const { notices } = workbench;
      await upscaleUntilAsked(session, "first.png");
      await workbench.answerDialog(here);
      const told = await notices.wait(/^first@2x\.png/);
      assert.match(told, /^first@2x\.png: 640 × 400, [\d.]+ kB, \d+s, free, on this device$/);
      await session.shot("made on this device");
      assert.deepEqual(await notices.buttons("first@2x.png"), [
        "Open",
        "Reveal in Explorer View",
        "Undo",
        "Choose Model",
      ]);
      const { format, width, height } = await sharp(
        readFileSync(join(folder, "first@2x.png")),
      ).metadata();
      assert.deepEqual({ format, width, height }, { format: "png", width: 640, height: 400 });
      assert.equal(savedModel(session), "device-standard");
    });

    uiTest("the choice is made once, and counts after a reload too", async (session) => {
      const { notices } = session.workbench;
      await upscale(session, "second.png");
      await notices.wait(/^second@2x\.png: 640 × 400, .*, on this device$/);
      await session.reload();
      await upscale(session, "third.png");
      await notices.wait(/^third@2x\.png: 640 × 400, .*, on this device$/);
    });

    // The first test draws it in the dark theme.
    for (const theme of themeNames.filter((name) => name !== "dark")) {
      uiTest(`the question is drawn in ${theme}`, async (session) => {
        await session.setTheme(theme);
        await upscaleUntilAsked(session, "fourth.png");
        await session.shot(`question ${theme}`);
        await session.workbench.answerDialog("Cancel");
      });
    }

    uiTest("up to here nobody in this VS Code has asked the network for anything", () => {
      assert.deepEqual(network.requests, []);
      return Promise.resolve();
    });

    uiTest(
      "a key that nobody can prove chooses Clarity, and the count sees it",
      async (session) => {
        const { workbench } = session;
        await upscaleUntilAsked(session, "fourth.png");
        await workbench.answerDialog(withKey);
        await workbench.quickInput.waitForTitle(boxTitle);
        await workbench.quickInput.enter(key);
        await workbench.dialog.filter({ hasText: "The image is sent to fal.ai." }).waitFor();
        await session.shot("what leaves the computer");
        await workbench.notices.wait("The API key was stored but not checked");
        await workbench.answerDialog("Cancel");
        assert.equal(savedModel(session), "clarity");
        assert.deepEqual(outputsOf(session, "fourth.png"), []);
        await session.page.evaluate(() => fetch("https://example.invalid/").catch(() => undefined));
        assert.deepEqual(network.requests, [
          "CONNECT queue.fal.run:443",
          // What a megapixel costs this account.
          "CONNECT api.fal.ai:443",
          "page: GET https://example.invalid/",
        ]);
      },
    );
  },
);

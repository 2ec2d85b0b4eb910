import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { picture } from "../support/images.ts";
import { outputsOf, samples, slowDownload, submits, upscale } from "./journey.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";
import { until } from "./until.ts";
import { userSetting } from "./userSettings.ts";

const key = "11111111-2222-4333-8444-555555555555:0123456789abcdef0123456789abcdef";
const model = "clarityUpscaler.model";
const listTitle = "Clarity Upscaler: Choose Model";
const keyTitle = "Clarity Upscaler: Set API Key";
const here = "Upscale on This Device";

const [standard, fast, clarity] = [
  "On This Device: Standard",
  "On This Device: Fast",
  "Clarity at fal.ai",
];

/** Failures at fal before it took anything, by the file that meets them, and the button for each. */
const failures = {
  "poor.png": { change: { lockedKeys: "all" }, remedy: "Open Billing Page" },
  "stranger.png": { change: { keys: [] }, remedy: "Set API Key" },
} as const;

/** Takes a second or two here: VS Code draws three new notices in 0.8 seconds, and no person presses faster. */
const large = await picture({ width: 800, height: 500 });

const files = {
  ...(await samples("first.png", "same.png")),
  ...Object.fromEntries(Object.keys(failures).map((name) => [name, large])),
};

/** The titles of the rows, from top to bottom, each with its mark right behind it. */
async function listed({ workbench }: Session): Promise<string[]> {
  const rows = await workbench.quickInput.widget.locator(".monaco-list-row").allInnerTexts();
  return rows.map((row) => row.trim().split("\n", 1).join("").trim());
}

/** The row of the list that Enter would take, as one line. */
async function focusedRow({ workbench }: Session): Promise<string> {
  const row = workbench.quickInput.widget.locator(".monaco-list-row.focused");
  return (await row.innerText()).replaceAll(/\s+/g, " ").trim();
}

/** Opens the list from the palette with the keyboard alone. */
async function openList({ workbench, page }: Session): Promise<void> {
  await workbench.quickInput.openPalette(listTitle);
  await page.keyboard.press("Enter");
  await workbench.quickInput.waitForTitle(listTitle);
  // The rows come after the title.
  for (const title of [standard, fast, clarity]) {
    await workbench.quickInput.row(title).waitFor();
  }
}

uiSuite(
  {
    name: "model",
    files,
    settings: { [model]: undefined, "clarityUpscaler.sendKeyToProxy": true },
    fal: { script: instantScript, settings: { keys: [key], proxyNeedsKey: true } },
  },
  (uiTest) => {
    uiTest(
      "a key that is accepted at the first question makes Clarity the choice",
      async (session) => {
        const { workbench, profile } = session;
        await upscale(session, "first.png");
        await workbench.answerDialog("Enter fal.ai API Key");
        await workbench.quickInput.waitForTitle(keyTitle);
        await workbench.quickInput.enter(key);
        await workbench.notices.wait("fal.ai accepted the API key");
        const told = await workbench.notices.wait(/^first@2x\.png/);
        assert.match(told, /^first@2x\.png: 640 × 400, .*, seed \d+$/);
        await session.shot("made by Clarity");
        assert.equal(userSetting(profile, model), "clarity");
        assert.equal(submits(session), 1);
      },
    );

    uiTest(
      "the list marks the current model, and the keyboard chooses another",
      async (session) => {
        const { workbench, page, profile } = session;
        const { quickInput } = workbench;
        await openList(session);
        await session.shot("models");
        assert.deepEqual(await listed(session), [`${clarity}current`, standard, fast]);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        assert.match(await focusedRow(session), /^On This Device: Fast/);
        await page.keyboard.press("Enter");
        await until(`${model} is written`, () => userSetting(profile, model) === "device-fast");
        // A setting counts a moment after it is written.
        await until("the list marks the model that was chosen", async () => {
          await openList(session);
          const rows = await listed(session);
          await quickInput.cancel();
          return rows.join() === [`${fast}current`, standard, clarity].join();
        });
        assert.equal(userSetting(profile, model), "device-fast");
      },
    );

    uiTest("what is chosen is what upscales, and the notice leads to the list", async (session) => {
      const { workbench, folder, profile } = session;
      const { notices, quickInput } = workbench;
      await upscale(session, "same.png");
      await notices.wait(/^same@2x\.png: 640 × 400, .*, on this device$/);
      await notices.press("same@2x.png", "Choose Model");
      await quickInput.waitForTitle(listTitle);
      await quickInput.row(standard).click();
      await until(`${model} is written`, () => userSetting(profile, model) === "device-standard");
      await upscale(session, "same.png");
      await notices.wait(/^same@2x-2\.png: 640 × 400, .*, on this device$/);
      const [fastBytes, standardBytes] = ["same@2x.png", "same@2x-2.png"].map((name) =>
        readFileSync(join(folder, name)),
      );
      assert.notDeepEqual(fastBytes, standardBytes);
      assert.equal(submits(session), 0);
    });

    for (const [name, { change, remedy }] of Object.entries(failures)) {
      uiTest(`when Clarity refuses ${name}, this device does it if asked`, async (session) => {
        const { fal, workbench, profile } = session;
        const { notices } = workbench;
        await session.changeSettings({ [model]: "clarity" });
        await fal.configure({ ...slowDownload, ...change });
        await upscale(session, name);
        await notices.wait(new RegExp(String.raw`^${name}: `));
        assert.deepEqual(await notices.buttons(name), [remedy, here]);
        await session.shot(`refused ${name}`);
        assert.deepEqual(outputsOf(session, name), []);
        await notices.press(name, here);
        const output = name.replace(".png", "@2x.png");
        const told = await notices.wait(output);
        assert.match(told, /: 1600 × 1000, .*, on this device$/);
        await session.shot(`made here ${output}`);
        assert.deepEqual(outputsOf(session, name), [output]);
        assert.equal(userSetting(profile, model), "clarity");
        assert.equal(submits(session), 1);
      });
    }

    // The list above is drawn in the dark theme.
    for (const theme of themeNames.filter((name) => name !== "dark")) {
      uiTest(`the list of models is drawn in ${theme}`, async (session) => {
        await session.setTheme(theme);
        await openList(session);
        await session.shot(`models ${theme}`);
        await session.workbench.quickInput.cancel();
      });
    }
  },
);

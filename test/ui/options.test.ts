import assert from "node:assert/strict";
import { instantScript } from "../fal-server/script.ts";
import { picture } from "../support/images.ts";
import { calls, outputsOf, samples, submits, upscale } from "./journey.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";

const item = "Upscale Image with Options…";
const command = "Clarity Upscaler: Upscale Image with Options…";

/** What fal was asked to do the last time. */
function lastInput(session: Session): Record<string, unknown> {
  const input: unknown = calls(session, "submit").at(-1)?.json;
  assert.ok(typeof input === "object" && input !== null);
  return { ...input };
}

/** The rows of the list as people read them, each in one line. */
async function rows({ workbench }: Session): Promise<string[]> {
  const texts = await workbench.quickInput.widget.locator(".monaco-list-row").allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
}

/** Opens the list for a file with the keyboard alone: it is the active tab's. */
async function openByKeys({ workbench, page }: Session, name: string): Promise<void> {
  await workbench.openFile(name);
  await workbench.quickInput.openPalette(command);
  await page.keyboard.press("Enter");
  await workbench.quickInput.row("2×").waitFor();
}

/** Types a row's title and presses Enter once that row alone would be taken. */
async function chooseByKeys({ workbench, page }: Session, title: string): Promise<void> {
  const { input, widget } = workbench.quickInput;
  await input.fill(title);
  await widget.locator(".monaco-list-row.focused").filter({ hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}

uiSuite(
  {
    name: "options",
    files: {
      ...(await samples("mouse.png", "keys.png", "back.png", "own.png", "again.png", "vary.png")),
      "huge.png": await picture({ width: 6000, height: 6000 }),
    },
    fal: { script: instantScript },
    settings: { "clarityUpscaler.presets": { "Our icons": { creativity: 0.1, resemblance: 1 } } },
  },
  (uiTest) => {
    uiTest(
      "with the mouse: how large, then how, each with its pixels and price",
      async (session) => {
        const { workbench } = session;
        const { quickInput } = workbench;
        await workbench.explorer.choose("mouse.png", item);
        await quickInput.row("3×").waitFor();
        const sizes = (await rows(session)).join("\n");
        assert.match(sizes, /^2× ?640 × 400 · about \$0\.0077 \(estimate\)/m);
        await session.shot("sizes");
        await quickInput.row("3×").click();
        await quickInput.row("Faithful").waitFor();
        const ways = (await rows(session)).join("\n");
        assert.match(ways, /^Faithful ?about \$0\.02 \(estimate\)/m);
        assert.equal(submits(session), 0);
        await session.shot("ways");
        await quickInput.row("Faithful").click();
        await workbench.notices.wait(/^mouse@3x\.png: 960 × 600/);
        const { upscale_factor: factor, creativity, resemblance } = lastInput(session);
        assert.deepEqual([factor, creativity, resemblance], [3, 0.15, 0.9]);
      },
    );

    uiTest("with the keyboard: a width, with what comes of it as one types", async (session) => {
      const { workbench, page } = session;
      const { quickInput } = workbench;
      await openByKeys(session, "keys.png");
      await chooseByKeys(session, "Width");
      await quickInput.message.getByText("How many pixels wide").waitFor();
      await quickInput.input.fill("200");
      await quickInput.message.getByText("The image has 320 × 200 pixels already").waitFor();
      await quickInput.input.fill("1000");
      await quickInput.message.getByText("1000 × 625").waitFor();
      await session.shot("width");
      await page.keyboard.press("Enter");
      await quickInput.row("Portrait").waitFor();
      await chooseByKeys(session, "Our icons");
      await workbench.notices.wait(/^keys@3\.13x\.png: 1000 × 625/);
      const { upscale_factor: factor, creativity, resemblance } = lastInput(session);
      assert.deepEqual([factor, creativity, resemblance], [3.125, 0.1, 1]);
    });

    uiTest(
      "goes back without losing what was said, and gives up without a trace",
      async (session) => {
        const { workbench } = session;
        const { quickInput } = workbench;
        await workbench.explorer.choose("back.png", item);
        await quickInput.row("4×").click();
        await quickInput.row("Creative").waitFor();
        await quickInput.button("Back").click();
        const focused = quickInput.widget.locator(".monaco-list-row.focused");
        await focused.filter({ hasText: "4×" }).waitFor();
        await quickInput.cancel();
        assert.equal(submits(session), 0);
        assert.deepEqual(outputsOf(session, "back.png"), []);
      },
    );

    uiTest("everything can be set, one by one", async (session) => {
      const { workbench } = session;
      const { quickInput } = workbench;
      await workbench.explorer.choose("own.png", item);
      await quickInput.row("2×").click();
      await quickInput.row("Faithful").waitFor();
      await quickInput.input.fill("Set Everything");
      await quickInput.row("Set Everything…").click();
      await quickInput.row("Creativity").waitFor();
      await session.shot("everything");
      await quickInput.row("Creativity").click();
      await quickInput.row("Creativity").waitFor({ state: "hidden" });
      await quickInput.enter("2");
      await quickInput.message.getByText("from 0 to 1").waitFor();
      await session.shot("out of range");
      await quickInput.enter("0.9");
      await quickInput.row("Upscale").click();
      await workbench.notices.wait(/^own@2x\.png/);
      assert.equal(lastInput(session)["creativity"], 0.9);
    });

    uiTest(
      "Upscale Image repeats the last choice only where the user wants that",
      async (session) => {
        const { workbench } = session;
        await upscale(session, "again.png");
        await workbench.notices.wait(/^again@2x\.png/);
        assert.equal(lastInput(session)["creativity"], 0.35);
        await session.changeSettings({ "clarityUpscaler.repeatLastOptions": true });
        await upscale(session, "again.png");
        await workbench.notices.wait(/^again@2x-2\.png/);
        assert.equal(lastInput(session)["creativity"], 0.9);
        await session.changeSettings({ "clarityUpscaler.repeatLastOptions": false });
      },
    );

    uiTest("variations differ by what was chosen, and so do their names", async (session) => {
      const { workbench } = session;
      const { quickInput } = workbench;
      await workbench.openFile("vary.png");
      await workbench.runCommand("Clarity Upscaler: Try Variations…");
      await quickInput.row("1.5×").click();
      await quickInput.row("Set Everything…").waitFor();
      await quickInput.input.fill("Balanced");
      await quickInput.row("Balanced").click();
      await quickInput.row("2 Variations").first().waitFor();
      await session.shot("variations");
      await quickInput.row("2 Variations").last().click();
      await workbench.notices.wait(/^Upscaled 2 images/);
      await session.shot("varied");
      assert.deepEqual(outputsOf(session, "vary.png"), [
        "vary@1.5x-creativity0.15.png",
        "vary@1.5x-creativity0.55.png",
      ]);
      assert.equal(submits(session), 2);
    });

    uiTest("what is too large gets the largest factor that works offered", async (session) => {
      const { workbench } = session;
      await upscale(session, "huge.png");
      await workbench.dialog.getByText("1.66× is the most that works").waitFor();
      await session.shot("too large");
      await workbench.answerDialog("Cancel");
      assert.equal(submits(session), 0);
    });

    for (const theme of themeNames.filter((name) => name !== "dark")) {
      uiTest(`the lists are drawn in ${theme}`, async (session) => {
        const { quickInput, explorer } = session.workbench;
        await session.setTheme(theme);
        await explorer.choose("back.png", item);
        await quickInput.row("2×").waitFor();
        await session.shot(`sizes ${theme}`);
        await quickInput.row("2×").click();
        await quickInput.row("Set Everything…").waitFor();
        await session.shot(`ways ${theme}`);
        await quickInput.cancel();
      });
    }
  },
);

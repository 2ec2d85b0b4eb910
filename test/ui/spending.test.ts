import assert from "node:assert/strict";
import { instantScript } from "../fal-server/script.ts";
import { samples, submits, upscale } from "./journey.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";
import { until } from "./until.ts";

const names = ["one.png", "two.png", "three.png"];

/** A sample at 2× has 0.256 megapixels: two of them cost more than a cent at list price, one does not. */
const aCent = 0.01;

/** Less than one of them costs. */
const tooLittle = 0.001;

const dialogText = (session: Session): Promise<string> => session.workbench.dialog.innerText();

uiSuite(
  {
    name: "spending",
    files: await samples(...names, "dear.png"),
    fal: { script: instantScript },
    settings: { "clarityUpscaler.concurrency": 1, "clarityUpscaler.maxCostPerRun": aCent },
  },
  (uiTest) => {
    uiTest(
      "at the limit of a run it stops and asks; a no holds for the run, and so does a yes",
      async (session) => {
        const { workbench } = session;
        const { notices, dialog } = workbench;
        await upscale(session, ...names);
        await dialog.waitFor();
        assert.match(
          await dialogText(session),
          /Spend more than your limit of \$0\.01 for one run\?/,
        );
        await session.shot("limit of a run");
        assert.equal(submits(session), 1);
        await workbench.answerDialog("Stop");
        const told = await notices.wait(/^Upscaled 1 of 3 images, 2 failed\./);
        assert.match(told, /costs more than your spending limit/);
        assert.match(told, /What was upscaled cost \$0\.0077 for 0\.26 megapixels\.$/);
        await session.shot("stopped at the limit");
        assert.equal(submits(session), 1);
        await notices.press("Upscaled 1 of 3 images", "Try Again");
        await workbench.answerDialog("Continue");
        assert.match(
          await notices.wait(/^Upscaled 2 images in/),
          /: \$0\.02 for 0\.51 megapixels\.$/,
        );
        assert.equal(submits(session), 3);
      },
    );

    uiTest("a day has a limit too, which counts what was done before", async (session) => {
      const { workbench } = session;
      const { notices, dialog } = workbench;
      await session.changeSettings({
        "clarityUpscaler.maxCostPerRun": null,
        "clarityUpscaler.maxCostPerDay": 0.03,
      });
      await upscale(session, "dear.png");
      await dialog.waitFor();
      assert.match(await dialogText(session), /your limit of \$0\.03 for one day\?/);
      assert.match(await dialogText(session), /Today has cost about \$0\.02 so far\./);
      await session.shot("limit of a day");
      await workbench.answerDialog("Stop");
      await notices.wait(/^dear\.png: It was not sent/);
      assert.equal(submits(session), 0);
    });

    for (const theme of themeNames) {
      uiTest(`both limits are asked about in ${theme}`, async (session) => {
        const { workbench } = session;
        for (const cap of ["maxCostPerRun", "maxCostPerDay"]) {
          await session.setTheme(theme, {
            "clarityUpscaler.maxCostPerRun": null,
            "clarityUpscaler.maxCostPerDay": null,
            [`clarityUpscaler.${cap}`]: tooLittle,
          });
          await upscale(session, "dear.png");
          await workbench.dialog.waitFor();
          await session.shot(`${cap} in ${theme}`);
          await workbench.answerDialog("Stop");
          await workbench.notices.wait(/^dear\.png: It was not sent/);
          await workbench.notices.dismissAll();
        }
        assert.equal(submits(session), 0);
      });
    }

    uiTest("Show Spending has today, this month and each job", async (session) => {
      const { workbench } = session;
      await workbench.runCommand("Clarity Upscaler: Show Spending");
      const editor = workbench.page.locator(".editor-instance .view-lines");
      await until("the document is shown", async () => /Spending/.test(await editor.innerText()));
      const text = (await editor.innerText()).replaceAll("\u00a0", " ");
      assert.match(text, /Today .*\| \$0\.02 for 0\.77 megapixels \| 3 \|/);
      for (const name of ["one", "two", "three"]) {
        assert.match(text, new RegExp(`${name}@2x\\.png \\| 640 × 400 \\| \\$0\\.0077 for 0\\.26`));
      }
      await session.shot("spending");
    });
  },
);

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { instantScript } from "../fal-server/script.ts";
import { picture } from "../support/images.ts";
import { calls, sample, submits } from "./journey.ts";
import { answerLot } from "./lot.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";

/** As long as three hundred of anything may take on a busy machine, in milliseconds. */
const longer = 600_000;

const names = Array.from({ length: 300 }, (_, index) => `${String(index).padStart(3, "0")}.png`);

/** Three hundred small pictures in a folder. All of a folder are alike, which is seen only once one is done. */
async function folderOf(folder: string, width: number): Promise<Record<string, Uint8Array>> {
  const bytes = await picture({ width, height: 16 });
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, bytes]));
}

async function startAll(session: Session, folder: string): Promise<void> {
  const { fal, workbench } = session;
  await fal.configure({ network: { latencyMs: 10 } });
  await workbench.explorer.choose(folder, "Upscale Images in Folder…");
  await answerLot(session, "Upscale 300 images");
  await workbench.jobs.open();
}

/** The rows that were drawn again while the time of the running jobs moved three times. */
async function drawnAgain(page: Page): Promise<string[]> {
  // The body runs in the page; tsx would break functions with a name in it.
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        setTimeout(() => reject(new Error("the time of the jobs does not move")), 60_000);
        const list = document.querySelector('[aria-label="Upscaling Jobs"] .monaco-list-rows');
        const drawn = new Set<string>();
        let [times, text] = [0, ""];
        new MutationObserver((changes, observer) => {
          for (const { target } of changes) {
            const element = target instanceof Element ? target : target.parentElement;
            const row = element?.closest(".monaco-list-row");
            drawn.add(row?.querySelector(".label-name")?.textContent ?? "");
          }
          const shown = /\d+:\d\d/.exec(list?.textContent ?? "")?.[0] ?? "";
          times += shown === text ? 0 : 1;
          text = shown;
          if (times > 3) {
            observer.disconnect();
            resolve([...drawn]);
          }
        }).observe(list ?? document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
}

uiSuite(
  {
    name: "manyJobs",
    files: {
      ...(await folderOf("many", 24)),
      ...(await folderOf("more", 25)),
      "single.png": await sample(),
    },
    fal: { script: instantScript },
    settings: { "clarityUpscaler.concurrency": 2 },
  },
  (uiTest) => {
    uiTest("three hundred jobs are listed, and the window stays usable", async (session) => {
      const { fal, page, workbench } = session;
      const { jobs, notices } = workbench;
      await fal.hold("running");
      await startAll(session, "many");
      await fal.waitFor({ route: "submit" }, 2);
      // A job whose picture is sent is listed as running too.
      await jobs.waitForRows(2, /^upscaling · /);
      await jobs.waitFor("Waiting", "298");
      assert.equal(await notices.progress.count(), 1);
      await session.shot("300 jobs");

      const running = await runningNames(session);
      assert.deepEqual(
        (await drawnAgain(page)).filter((name) => !running.includes(name)),
        [],
      );

      await jobs.list.focus();
      await page.keyboard.press("End");
      await jobs.press("299.png", "Cancel");
      await jobs.waitFor("Cancelled", "1");
      for (const theme of themeNames) {
        await session.setTheme(theme);
        await session.shot(`one cancelled, in ${theme}`);
      }
      await workbench.openFile("single.png");
      assert.deepEqual(await workbench.previewedImage(), { width: 320, height: 200 });

      await jobs.pressTitle("Pause Jobs");
      await jobs.message.waitFor();
      await fal.release();
      await jobs.list.focus();
      await page.keyboard.press("Home");
      await jobs.waitFor("Waiting", "297");
      await jobs.rows("Running").waitFor({ state: "detached" });
      assert.equal(submits(session), 2);
      await workbench.runCommand("Clarity Upscaler: Cancel All Jobs");
      await jobs.rows("Waiting").waitFor({ state: "detached" });
      await jobs.pressTitle("Clear Finished Jobs");
      await jobs.rows().first().waitFor({ state: "detached" });
      assert.equal(submits(session), 2);
    });

    uiTest("three hundred jobs come to their end, each submitted once", async (session) => {
      const { workbench } = session;
      const { jobs, notices } = workbench;
      await session.changeSettings({ "clarityUpscaler.concurrency": 20 });
      await startAll(session, "more");
      await notices.wait(/^Upscaling 300 images at fal\.ai: \d+ of 300 done/);
      assert.equal(await notices.progress.count(), 1);
      await workbench.runCommand("Clarity Upscaler: Show Jobs");
      await session.shot("on their way");
      await notices.wait(/^Upscaled 300 images in /, longer);
      await jobs.waitFor("Done", "300");
      await session.shot("all done");
      assert.deepEqual([submits(session), calls(session, "download").length], [300, 300]);
    });
  },
);

/** The names of the jobs that run, and of their group. */
async function runningNames({ workbench }: Session): Promise<string[]> {
  const rows = workbench.jobs.rows().filter({ hasText: "upscaling" });
  return ["Running", ...(await rows.locator(".label-name").allInnerTexts())];
}

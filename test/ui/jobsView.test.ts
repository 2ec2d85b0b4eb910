import assert from "node:assert/strict";
import { falFaults } from "../fal-server/falFaults.ts";
import { instantScript } from "../fal-server/script.ts";
import { failure, openEmpty, paths, startThree, three } from "./jobList.ts";
import { calls, outputsOf, samples, submits, takenOver, upscale } from "./journey.ts";
import { uiSuite } from "./uiSuite.ts";

uiSuite(
  { name: "jobsView", files: await samples(...paths), fal: { script: instantScript } },
  (uiTest) => {
    uiTest("it is not there before the first job, and appears with it", async (session) => {
      const { fal, workbench } = session;
      const { jobs } = workbench;
      assert.equal(await jobs.pane.count(), 0);
      await fal.hold("running");
      await upscale(session, "art/one.png", "art/two.png");
      await jobs.pane.waitFor();
      await session.shot("appeared");
      await jobs.open();
      await jobs.waitFor("Running", "2");
      await jobs.waitFor("one.png", /^upscaling · \d+:\d\d$/);
      await upscale(session, "art/three.png");
      await jobs.waitFor("three.png", "waiting for its turn");
      await jobs.waitFor("Waiting", "1");
      assert.match(
        await jobs.spoken("one.png"),
        /^one\.png, Running: upscaling · \d+:\d\d\. Actions: Cancel$/,
      );
      assert.equal(await jobs.spoken("Running"), "Running, 2 jobs");
      const status = session.page.locator(".statusbar-item").getByText("Upscaling: 3 left");
      await status.waitFor();
      await session.shot("running and waiting");
      await fal.release();
      await jobs.waitFor("Done", "3");
      await status.waitFor({ state: "detached" });
      await jobs.waitFor("one.png", /^640 × 400 · \d+:\d\d$/);
      assert.deepEqual(await jobs.buttons("one.png"), [
        "Open Result",
        "Reveal in Explorer View",
        "Run Again",
      ]);
      await session.shot("done");
    });

    uiTest("one job is cancelled without the others, wherever it stands", async (session) => {
      const { fal, workbench } = session;
      const { jobs, notices } = workbench;
      await openEmpty(session);
      const { running, waiting } = await startThree(session);
      await jobs.press(waiting, "Cancel");
      await jobs.waitFor(waiting, /^nothing was sent/);
      await jobs.press(running, "Cancel");
      await jobs.waitFor(running, /^may still be charged · \d+:\d\d$/);
      await jobs.waitFor("Cancelled", "2");
      await notices.wait(/: 0 of 3 done, 2 not · /);
      await session.shot("two cancelled");
      await fal.release();
      await jobs.waitFor("Done", "1");
      const told = await notices.wait(/^Upscaled 1 of 3 images\./);
      assert.ok(told.includes(`${running}: cancelled, but may still be charged.`), told);
      assert.deepEqual([submits(session), calls(session, "cancel").length], [2, 1]);
      await jobs.press(waiting, "Try Again");
      await jobs.waitFor("Done", "2");
      assert.deepEqual(outputsOf(session, `art/${waiting}`), [waiting.replace(".", "@2x.")]);
    });

    uiTest("a pause lets nothing new begin, says so, and ends", async (session) => {
      const { fal, workbench } = session;
      const { jobs } = workbench;
      await openEmpty(session);
      const { waiting } = await startThree(session);
      await jobs.pressTitle("Pause Jobs");
      await jobs.waitFor(waiting, "paused");
      await jobs.message.getByText("Paused: nothing new begins.").waitFor();
      await session.shot("paused");
      await fal.release();
      await jobs.waitFor("Done", "2");
      await session.page.getByText("Upscaling paused: 1 left").waitFor();
      assert.equal(submits(session), 2);
      await session.shot("paused, one left");
      await jobs.pressTitle("Resume Jobs");
      await jobs.waitFor("Done", "3");
      await jobs.message.waitFor({ state: "hidden" });
    });

    uiTest("a pause is kept when the window is closed", async (session) => {
      const { fal, workbench } = session;
      const { jobs } = workbench;
      await openEmpty(session);
      await startThree(session);
      await jobs.pressTitle("Pause Jobs");
      await jobs.message.getByText("Paused: nothing new begins.").waitFor();
      await session.reload();
      await jobs.open();
      await jobs.message.getByText("Paused: nothing new begins.").waitFor({ timeout: takenOver });
      await fal.release();
      await jobs.waitFor("Done", "2");
      assert.equal(submits(session), 2);
      await session.shot("paused after a reload");
      await jobs.pressTitle("Resume Jobs");
      await jobs.waitFor("Done", "3");
      assert.equal(submits(session), 3);
    });

    uiTest("what failed is tried again, one or all, but no unknown submit", async (session) => {
      const { fal, workbench } = session;
      const { jobs } = workbench;
      await openEmpty(session);
      await fal.addFault({ route: "submit", on: 1, fault: falFaults.resetAfter() });
      await fal.script({ failure, runMs: 0 }, 3);
      await upscale(session, ...paths);
      await jobs.waitFor("Failed", "3");
      await workbench.notices.dismissAll();
      await session.shot("failed");
      const unknown = await jobs.nameOf(/^It is not known whether/);
      const [failed = "", other = ""] = three.filter((name) => name !== unknown);
      assert.deepEqual(await jobs.buttons(unknown), ["Submit Again"]);
      assert.deepEqual(await jobs.buttons(failed), ["Try Again"]);
      assert.match(await jobs.spoken(unknown), /Actions: Submit Again, Remove from List$/);

      await jobs.press(failed, "Try Again");
      await jobs.waitFor("Done", "1");
      await jobs.pressTitle("Try Failed Jobs Again");
      await jobs.waitFor("Done", "2");
      await jobs.waitFor(other, /^640 × 400/);
      await jobs.waitFor("Failed", "1");
      assert.equal(submits(session), 5);
      await session.shot("tried again");
      await jobs.press(unknown, "Submit Again");
      await jobs.waitFor("Done", "3");
    });

    uiTest("a result that is paid for is not cleared away", async (session) => {
      const { fal, workbench } = session;
      const { jobs } = workbench;
      await openEmpty(session);
      await fal.script({ hold: ["running"], cancel: "tooLate" }, 1);
      await upscale(session, "art/one.png");
      await jobs.waitFor("one.png", /^upscaling/);
      await jobs.press("one.png", "Cancel");
      await jobs.waitFor("one.png", /^too late, so it is charged/);
      await upscale(session, "art/two.png");
      await jobs.waitFor("Done", "1");
      await workbench.notices.dismissAll();
      await jobs.pressTitle("Clear Finished Jobs");
      await jobs.rows("Done").waitFor({ state: "detached" });
      await session.shot("cleared");
      await jobs.choose("one.png", "Remove from List");
      await workbench.dialog.waitFor();
      await session.shot("asks before a paid result is forgotten");
      await workbench.answerDialog("Cancel");
      await jobs.press("one.png", "Get Result");
      await jobs.waitFor("one.png", /^640 × 400/);
      assert.equal(submits(session), 2);
    });

    uiTest("a job that is done opens, runs again, and leaves the list", async (session) => {
      const { workbench, page } = session;
      const { jobs, explorer, menu } = workbench;
      await openEmpty(session);
      await upscale(session, "art/one.png");
      await jobs.waitFor("Done", "1");
      await jobs.press("one.png", "Open Result");
      await workbench.tab("one@2x.png").waitFor();
      await jobs.press("one.png", "Reveal in Explorer View");
      await explorer.row("one@2x.png").and(page.locator(".selected")).waitFor();
      await menu.open(jobs.rows("one.png").first(), "Upscale Again with Another Seed");
      await session.shot("menu of a job that is done");
      await menu.close();
      await jobs.choose("one.png", "Upscale Again with Same Seed");
      await jobs.waitFor("Done", "2");
      await jobs.press("one.png", "Run Again");
      await jobs.waitFor("Done", "3");
      await jobs.choose("one.png", "Remove from List");
      await jobs.waitFor("Done", "2");
      assert.equal(outputsOf(session, "art/one.png").length, 3);
    });

    uiTest(
      "with no image open, the result to make again is asked for before it costs anything",
      async (session) => {
        const { jobs, explorer, quickInput } = session.workbench;
        await openEmpty(session);
        await upscale(session, "art/one.png");
        await jobs.waitFor("Done", "1");
        await upscale(session, "art/two.png");
        await jobs.waitFor("Done", "2");
        for (const answer of [undefined, "one@2x.png"]) {
          await session.workbench.runCommand("Clarity Upscaler: Upscale Again with Same Seed");
          await quickInput.waitForTitle("Clarity Upscaler: Upscale Again");
          assert.deepEqual(await quickInput.rows(), ["two@2x.png", "one@2x.png"]);
          assert.equal(submits(session), 2);
          await (answer === undefined ? quickInput.cancel() : quickInput.enter(answer));
        }
        await jobs.waitFor("Done", "3");
        await explorer.row("one@2x-2.png").waitFor();
      },
    );

    uiTest("everything is done with the keyboard alone", async (session) => {
      const { fal, workbench, page } = session;
      const { jobs, menu } = workbench;
      await openEmpty(session);
      await startThree(session);
      await workbench.runCommand("Clarity Upscaler: Show Jobs");
      await jobs.list.and(page.locator(":focus-within")).waitFor();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Shift+F10");
      await menu.item("Cancel").waitFor();
      await page.keyboard.press("ArrowDown");
      await session.shot("menu by keyboard");
      await page.keyboard.press("Enter");
      await jobs.waitFor("Cancelled", "1");
      await fal.release();
      await jobs.waitFor("Done", "2");
      await jobs.list.focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".tabs-container .tab").filter({ hasText: "@2x" }).first().waitFor();
      await session.shot("opened by keyboard");
    });

    uiTest("a reload keeps how jobs ended, the newest first", async (session) => {
      const { workbench, page } = session;
      const { jobs } = workbench;
      await openEmpty(session);
      await upscale(session, "art/one.png");
      await jobs.waitFor("Done", "1");
      await upscale(session, "art/two.png");
      await jobs.waitFor("Done", "2");
      await session.reload();
      await jobs.open();
      await jobs.waitFor("Done", "2");
      const names = page.locator(".pane").and(jobs.pane).locator(".label-name");
      assert.deepEqual(await names.allInnerTexts(), ["Done", "two.png", "one.png"]);
      await session.shot("after a reload");
    });
  },
);

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { killExtensionHost, records } from "./extensionData.ts";
import { outputsOf, samples, submits, takenOver, upscale } from "./journey.ts";
import { uiSuite } from "./uiSuite.ts";

uiSuite(
  {
    name: "resume",
    files: await samples("reload.png", "killed.png", "lost.png", "kept.png", "undone.png"),
    fal: { script: instantScript },
  },
  (uiTest) => {
    uiTest("a job outlives a reload of the window, and is paid once", async (session) => {
      const { fal, workbench } = session;
      await fal.script({ hold: ["queued"] });
      await upscale(session, "reload.png");
      await workbench.notices.wait(/waiting at fal\.ai/);
      await session.reload();
      await fal.release();
      const told = await workbench.notices.wait(/^Finished after a restart/, takenOver);
      assert.match(told, /^Finished after a restart: reload@2x\.png: 640 × 400, /);
      await session.shot("finished after a restart");
      assert.deepEqual(await workbench.notices.buttons("Finished"), ["Reveal in Explorer View"]);
      assert.deepEqual(outputsOf(session, "reload.png"), ["reload@2x.png"]);
      assert.equal(submits(session), 1);
      assert.deepEqual(records(session, "unfinished"), []);
    });

    uiTest("a job outlives a crash of the extension host, and is paid once", async (session) => {
      const { fal, workbench } = session;
      await fal.script({ logs: ["Loading"], hold: ["running:1"] });
      await upscale(session, "killed.png");
      await workbench.notices.wait(/Loading/);
      killExtensionHost(session);
      await session.reload();
      await fal.release();
      await workbench.notices.wait(/^Finished after a restart: killed@2x\.png/, takenOver);
      assert.deepEqual(outputsOf(session, "killed.png"), ["killed@2x.png"]);
      assert.equal(submits(session), 1);
    });

    uiTest(
      "a submit that nobody knows the end of is told, and never repeated by itself",
      async (session) => {
        const { fal, workbench } = session;
        await fal.addFault({
          route: "submit",
          on: 1,
          fault: { kind: "hang", at: "answer", processed: true },
        });
        await upscale(session, "lost.png");
        await fal.waitFor({ route: "submit", state: "any" });
        killExtensionHost(session);
        await session.reload();
        await workbench.notices.wait(/^lost\.png: It is not known whether/, takenOver);
        await session.shot("unknown submit");
        assert.equal(submits(session), 1);
        await workbench.clearNotices();

        await workbench.runCommand("Clarity Upscaler: Show Jobs");
        await workbench.jobs.rows("lost.png").waitFor();
        await session.shot("jobs");
        await workbench.jobs.press("lost.png", "Submit Again");
        await workbench.notices.wait(/^lost@2x\.png: 640 × 400, /);
        assert.equal(submits(session), 2);
      },
    );

    uiTest("the last result can be undone after a reload", async (session) => {
      const { workbench } = session;
      await upscale(session, "undone.png");
      await workbench.notices.wait(/^undone@2x\.png/);
      await session.reload();
      await workbench.runCommand("Clarity Upscaler: Undo Last Upscale");
      await workbench.dialog.waitFor();
      await session.shot("undo asks where there is no trash");
      await workbench.answerDialog("Delete Permanently");
      await workbench.notices.wait("undone@2x.png was removed.");
      assert.deepEqual(outputsOf(session, "undone.png"), []);
    });

    uiTest("a result that was changed is not undone", async (session) => {
      const { folder, workbench } = session;
      await upscale(session, "kept.png");
      await workbench.notices.wait(/^kept@2x\.png/);
      writeFileSync(join(folder, "kept@2x.png"), "mine now");
      await workbench.notices.press("kept@2x.png", "Undo");
      await workbench.notices.wait(/kept@2x\.png was kept/);
      assert.equal(readFileSync(join(folder, "kept@2x.png"), "utf8"), "mine now");
    });

    uiTest("everything that is kept can be deleted", async (session) => {
      const { workbench } = session;
      assert.ok(records(session, "ended").length > 0);
      await workbench.runCommand("Clarity Upscaler: Delete All Data");
      await workbench.dialog.waitFor();
      await session.shot("delete all data");
      await workbench.answerDialog("Delete");
      await workbench.notices.wait("Everything that Clarity Upscaler kept was deleted.");
      assert.deepEqual(records(session, "ended"), []);
    });
  },
);

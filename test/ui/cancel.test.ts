import assert from "node:assert/strict";
import { instantScript } from "../fal-server/script.ts";
import type { JobScript } from "../fal-server/script.ts";
import { noise } from "../support/images.ts";
import { calls, outputsOf, samples, slowDownload, submits, upscale } from "./journey.ts";
import { uiSuite } from "./uiSuite.ts";

const stopped: Readonly<Record<string, { script: JobScript; says: RegExp }>> = {
  waiting: {
    script: { queuePositions: [2], hold: ["queued"] },
    says: /waiting at fal\.ai, 2 ahead/,
  },
  running: { script: { logs: ["Loading the model"], hold: ["running:1"] }, says: /Loading the/ },
};

uiSuite(
  {
    name: "cancel",
    files: {
      "large.png": await noise(500, 400),
      ...(await samples("waiting.png", "running.png", "late.png", "one.png", "two.png")),
    },
    fal: { script: instantScript },
  },
  (uiTest) => {
    for (const [when, { script, says }] of Object.entries(stopped)) {
      uiTest(`a job that is ${when} is cancelled at fal and leaves no file`, async (session) => {
        const { fal, workbench } = session;
        const { notices } = workbench;
        await fal.script(script);
        await upscale(session, `${when}.png`);
        await notices.wait(says);
        await notices.cancelWork();
        const told = await notices.wait(`${when}.png: cancelled`);
        assert.match(told, /^\w+\.png: cancelled, but may still be charged\.$/);
        assert.deepEqual(await notices.buttons(`${when}.png`), []);
        await session.shot(`cancelled while ${when}`);
        assert.equal(calls(session, "cancel")[0]?.method, "PUT");
        assert.equal(submits(session), 1);
        assert.deepEqual(outputsOf(session, `${when}.png`), []);
        assert.equal(await notices.progress.count(), 0);
      });
    }

    uiTest("a cancel that comes too late offers what is already paid for", async (session) => {
      const { fal, workbench } = session;
      const { notices } = workbench;
      await fal.script({ hold: ["running"], cancel: "tooLate" });
      await upscale(session, "late.png");
      await notices.wait(/upscaling/);
      await notices.cancelWork();
      await notices.wait(
        "late.png: fal.ai had finished before it was cancelled, so it is charged.",
      );
      assert.deepEqual(await notices.buttons("late.png"), ["Get Result"]);
      assert.deepEqual(outputsOf(session, "late.png"), []);
      await session.shot("cancelled too late");
      await fal.configure(slowDownload);
      await notices.press("late.png", "Get Result");
      await notices.wait(/^late@2x\.png: 640 × 400, /);
      assert.equal(submits(session), 1);
      assert.deepEqual(outputsOf(session, "late.png"), ["late@2x.png"]);
    });

    uiTest("a cancel during the upload submits nothing", async (session) => {
      const { fal, workbench } = session;
      const { notices } = workbench;
      await fal.addFault({ route: "upload", fault: { kind: "hang", at: "answer" } });
      await upscale(session, "large.png");
      await notices.wait(/uploading/);
      await fal.waitFor({ route: "upload", state: "any" });
      await notices.cancelWork();
      await fal.waitFor({ route: "upload", state: "abandoned" });
      await notices.waitUntilGone("large.png");
      assert.equal(submits(session), 0);
      assert.deepEqual(await notices.words(), []);
    });

    uiTest("a cancel stops all images of a command", async (session) => {
      const { fal, workbench } = session;
      const { notices } = workbench;
      await fal.script({ hold: ["queued"] });
      await upscale(session, "one.png", "two.png", "late.png");
      await fal.waitFor({ route: "submit" }, 2);
      await notices.wait(/0 of 3 done/);
      await notices.cancelWork();
      await notices.wait("2 images: cancelled, but may still be charged.");
      await session.shot("several cancelled");
      assert.equal(submits(session), 2);
      assert.equal(calls(session, "cancel").length, 2);
      assert.deepEqual(outputsOf(session, "one.png"), []);
    });
  },
);

import assert from "node:assert/strict";
import { falFaults } from "../fal-server/falFaults.ts";
import { rejection } from "../fal-server/outcome.ts";
import { instantScript } from "../fal-server/script.ts";
import { animatedWebp, picture } from "../support/images.ts";
import { calls, outputsOf, sample, samples, slowDownload, submits, upscale } from "./journey.ts";
import { uiSuite } from "./uiSuite.ts";
import { until } from "./until.ts";

const whole = await sample();

/** Pictures that are refused by their bytes, with what the notice says. */
const refused = {
  "vector.png": {
    bytes: "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    says: "An SVG has no pixels to upscale: it is sharp at every size.",
  },
  "cut.png": {
    bytes: whole.subarray(0, whole.length / 2),
    says: "The image ends in the middle: the file is incomplete.",
  },
  "empty.png": { bytes: "", says: "The file is empty." },
  "moving.webp": { bytes: await animatedWebp(), says: "Animated images cannot be upscaled." },
  "words.jpg": { bytes: "Not a picture at all.", says: "The file does not contain an image." },
};

const refusedFiles = Object.fromEntries(
  Object.entries(refused).map(([name, { bytes }]) => [name, bytes]),
);

const files = {
  ...refusedFiles,
  ...(await samples(
    "poor.png",
    "lost.png",
    "field.png",
    "broken.png",
    "odd.png",
    "dark.png",
    "good.png",
  )),
  "huge.png": await picture({ width: 320, height: 200 }),
  "offline.png": whole,
};

uiSuite({ name: "failure", files, fal: { script: instantScript } }, (uiTest) => {
  uiTest("an account without credit is told in fal's own words", async (session) => {
    const { fal, workbench } = session;
    await fal.configure({ lockedKeys: "all" });
    await upscale(session, "poor.png");
    const told = await workbench.notices.wait(/^poor\.png: /);
    assert.equal(
      told,
      "poor.png: The fal.ai account is locked or has no credit left. (User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.)",
    );
    await session.shot("no credit");
    await workbench.notices.press("poor.png", "Open Billing Page");
    await workbench.dialog.filter({ hasText: "https://fal.ai/dashboard/billing" }).waitFor();
    await session.shot("billing page");
    await workbench.answerDialog("Cancel");
    assert.equal(submits(session), 1);
  });

  uiTest("a submit with an unknown end is repeated by nobody but the user", async (session) => {
    const { fal, workbench } = session;
    const { notices } = workbench;
    await fal.addFault({ route: "submit", times: 1, fault: falFaults.resetAfter() });
    await upscale(session, "lost.png");
    await notices.wait("lost.png: It is not known whether fal.ai took the request.");
    assert.deepEqual(await notices.buttons("lost.png"), ["Submit Again"]);
    await session.shot("submit unknown");
    assert.equal(submits(session), 1);
    await fal.configure(slowDownload);
    await notices.press("lost.png", "Submit Again");
    await notices.wait(/^lost@2x\.png: 640 × 400, /);
    assert.equal(submits(session), 2);
    assert.deepEqual(outputsOf(session, "lost.png"), ["lost@2x.png"]);
  });

  uiTest("a rejected input is told with its field", async (session) => {
    const { fal, workbench } = session;
    const msg = "String should have at most 5 characters";
    const failure = rejection([{ loc: ["body", "prompt"], msg, type: "string_type" }]);
    await fal.script({ failure });
    await upscale(session, "field.png");
    const told = await workbench.notices.wait(/^field\.png: /);
    assert.equal(
      told,
      `field.png: fal.ai did not accept the request because of its field “prompt”. (${msg})`,
    );
    assert.deepEqual(await workbench.notices.buttons("field.png"), ["Show Log"]);
    await session.shot("rejected field");
  });

  uiTest("what is no whole, still picture is refused before anything is sent", async (session) => {
    const { notices } = session.workbench;
    for (const [name, { says }] of Object.entries(refused)) {
      await upscale(session, name);
      assert.equal(await notices.wait(new RegExp(`^${name}: `)), `${name}: ${says}`);
      assert.deepEqual(await notices.buttons(name), ["Show Log"]);
      await session.shot(`refused ${name}`);
      await notices.dismissAll();
    }
    assert.deepEqual(calls(session), []);
  });

  uiTest("a damaged result is not kept, and fetched again on request", async (session) => {
    const { fal, workbench } = session;
    const { notices } = workbench;
    await fal.script({ output: { omit: ["file_size"] } });
    await fal.addFault({ route: "download", fault: falFaults.htmlPage(200, "Sign in") });
    await upscale(session, "broken.png");
    await notices.wait("broken.png: The result arrived damaged, so it was not saved.");
    assert.deepEqual(await notices.buttons("broken.png"), ["Get Result"]);
    assert.deepEqual(outputsOf(session, "broken.png"), []);
    await session.shot("damaged result");
    await fal.clearFaults();
    await fal.configure(slowDownload);
    await notices.press("broken.png", "Get Result");
    await notices.wait(/^broken@2x\.png: 640 × 400, /);
    assert.equal(submits(session), 1);
  });

  uiTest("a result of another size is kept only when the user wants it", async (session) => {
    const { fal, workbench } = session;
    const { notices } = workbench;
    await fal.script({ output: { size: { width: 320, height: 200 } } });
    await upscale(session, "odd.png");
    await notices.wait("odd.png: The result does not have the expected size");
    await session.shot("another size");
    assert.deepEqual(outputsOf(session, "odd.png"), []);
    await fal.configure(slowDownload);
    await notices.press("odd.png", "Save Anyway");
    await notices.wait(/^odd@2x\.png: 320 × 200, /);
    assert.equal(submits(session), 1);
  });

  uiTest("an all black result is kept only when the user wants it", async (session) => {
    const { fal, workbench } = session;
    const { notices } = workbench;
    await fal.script({ output: { picture: "black" } });
    await upscale(session, "dark.png");
    await notices.wait("dark.png: The result is all black");
    await session.shot("all black");
    assert.deepEqual(outputsOf(session, "dark.png"), []);
    await fal.configure(slowDownload);
    await notices.press("dark.png", "Save Anyway");
    await notices.wait(/^dark@2x\.png: /);
    assert.equal(submits(session), 1);
  });

  uiTest("of several images a failed one stops only itself", async (session) => {
    const { notices } = session.workbench;
    await upscale(session, "cut.png", "good.png");
    const told = await notices.wait("Upscaled 1 of 2 images");
    const story = `Upscaled 1 of 2 images, 1 failed. cut.png: ${refused["cut.png"].says}`;
    const cost = /^ What was upscaled cost \$[\d.]+ for [\d.]+ megapixels\.$/;
    assert.ok(told.startsWith(story), told);
    assert.match(told.slice(story.length), cost);
    await session.shot("one of two failed");
    assert.deepEqual(outputsOf(session, "good.png"), ["good@2x.png"]);
  });

  uiTest("the log tells the story, each line once and clean", async (session) => {
    const { fal, workbench } = session;
    await fal.script({
      logs: ["\u001B[32mLoading\u001B[0m the model", "\rStep 1/2\r\u001B[32mStep 2/2\u001B[0m"],
      hold: ["running:1"],
    });
    await upscale(session, "good.png");
    await workbench.notices.wait(/Loading the model/);
    await fal.release();
    await workbench.notices.wait("good@2x-2.png");
    const lines = await workbench.showLog("wrote good@2x-2.png");
    await session.shot("log");
    const told = lines.map((line) => /\[info\] good\.png: (.*)/.exec(line)?.[1] ?? "");
    const story = told.slice(told.lastIndexOf("uploading"));
    assert.deepEqual(
      story.filter((line) => line !== "").map((line) => line.replace(/: 640 × 400.*/, "")),
      [
        "uploading",
        "waiting",
        "submitting",
        "running",
        "fal: Loading the model",
        "fal: Step 2/2",
        "downloading",
        "saving",
        "wrote good@2x-2.png",
      ],
    );
    await workbench.runCommand("View: Hide Panel");
  });

  uiTest(
    "without a network a job says so and waits, until there is one or the user cancels",
    async (session) => {
      const { notices } = session.workbench;
      await session.fal.close();
      await upscale(session, "offline.png");
      await notices.wait("fal.ai cannot be reached, trying again");
      await session.shot("offline");
      await notices.cancelWork();
      await notices.waitUntilGone("offline.png");
      assert.deepEqual(await notices.words(), []);
      assert.deepEqual(outputsOf(session, "offline.png"), []);
    },
  );

  uiTest("a setting out of its range leads to that setting", async (session) => {
    const { workbench, page } = session;
    await session.changeSettings({ "clarityUpscaler.scale": 9 });
    await upscale(session, "huge.png");
    await workbench.notices.wait("The setting clarityUpscaler.scale must be a number from 1 to 4.");
    assert.deepEqual(await workbench.notices.buttons("huge.png"), ["Open Settings"]);
    await session.shot("setting out of range");
    await workbench.notices.press("huge.png", "Open Settings");
    const labels = page.locator(".settings-editor .setting-item-label");
    // All settings are drawn first.
    await until("only this setting is shown", async () => {
      return (await labels.allInnerTexts()).join() === "Scale";
    });
    await session.shot("settings");
    assert.deepEqual(calls(session), []);
  });
});

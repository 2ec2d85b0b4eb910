import assert from "node:assert/strict";
import { digestOf } from "../fal-server/auth.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { instantScript } from "../fal-server/script.ts";
import { noise } from "../support/images.ts";
import { calls, outputsOf, samples, slowDownload, submits, upscale } from "./journey.ts";
import type { Session } from "./session.ts";
import { uiSuite } from "./uiSuite.ts";

const secret = "0123456789abcdef0123456789abcdef";
const key = (digit: number) => `${digit}1111111-2222-4333-8444-555555555555:${secret}`;
const [environmentKey, typedKey, laterKey, badKey] = [key(1), key(2), key(3), key(4)];

const boxTitle = "Clarity Upscaler: Set API Key";
const question = /Use the fal\.ai API key from the environment\?/;

const digests = (session: Session, route: string) =>
  calls(session, route).map(({ keyDigest }) => keyDigest);

/** The bytes of pictures travel without the key, whatever the API calls carry. */
function assertBytesWentWithoutKey(session: Session): void {
  const bytes = [...calls(session, "upload"), ...calls(session, "download")];
  assert.equal(bytes.length, 2);
  assert.deepEqual(
    bytes.map(({ keyed }) => keyed),
    [false, false],
  );
  assert.doesNotMatch(JSON.stringify(calls(session)), new RegExp(secret));
}

uiSuite(
  {
    name: "key",
    // Large enough for an upload to the storage.
    files: {
      "large.png": await noise(500, 400),
      ...(await samples("first.png", "second.png", "third.png", "fourth.png")),
    },
    env: { FAL_KEY: environmentKey },
    settings: { "clarityUpscaler.sendKeyToProxy": true },
    fal: {
      script: instantScript,
      settings: { keys: [environmentKey, typedKey], proxyNeedsKey: true },
    },
  },
  (uiTest) => {
    uiTest("without an answer to where the key is, nothing is sent", async (session) => {
      const { workbench } = session;
      await upscale(session, "first.png");
      await workbench.dialog.filter({ hasText: question }).waitFor();
      await session.shot("question about the key of the environment");
      await workbench.answerDialog("Cancel");
      await workbench.dialog.waitFor({ state: "detached" });
      assert.deepEqual(calls(session), []);
      assert.deepEqual(await workbench.notices.words(), []);
    });

    uiTest("the key of the environment is used when the user says so", async (session) => {
      const { workbench } = session;
      await upscale(session, "large.png");
      await workbench.answerDialog("Use This Key");
      await workbench.notices.wait(/^large@2x\.png: 1000 × 800, /);
      assert.deepEqual(digests(session, "submit"), [digestOf(environmentKey)]);
      assertBytesWentWithoutKey(session);
    });

    uiTest("a key that is there is asked for no more, after a reload either", async (session) => {
      await upscale(session, "first.png");
      await session.workbench.notices.wait(/^first@2x\.png: 640 × 400, /);
      await session.reload();
      await upscale(session, "first.png");
      await session.workbench.notices.wait(/^first@2x-2\.png: 640 × 400, /);
      assert.deepEqual(digests(session, "submit"), Array(2).fill(digestOf(environmentKey)));
    });

    uiTest("a removed key is asked for in a password box", async (session) => {
      const { workbench } = session;
      const { quickInput, notices } = workbench;
      await workbench.runCommand("Clarity Upscaler: Remove API Key");
      await notices.wait("The API key was removed.");
      await upscale(session, "second.png");
      await quickInput.waitForTitle(boxTitle);
      assert.equal(await quickInput.input.getAttribute("type"), "password");
      assert.match(await quickInput.message.innerText(), /scope API is enough/);
      await session.shot("key box");
      await quickInput.button("Get a Key at fal.ai").click();
      await workbench.dialog.filter({ hasText: "https://fal.ai/dashboard/keys" }).waitFor();
      await session.shot("key page");
      await workbench.answerDialog("Cancel");
      await quickInput.input.waitFor();
    });

    uiTest(
      "the box says what is wrong with a key, and stays until one is good",
      async (session) => {
        const { quickInput, notices } = session.workbench;
        await upscale(session, "large.png");
        await quickInput.waitForTitle(boxTitle);
        await quickInput.enter("only-an-id");
        await quickInput.message.filter({ hasText: "looks like id:secret" }).waitFor();
        assert.deepEqual(calls(session), []);
        await session.shot("key of a wrong shape");
        await quickInput.enter(badKey);
        await quickInput.message.filter({ hasText: "does not accept this key" }).waitFor();
        await session.shot("refused key");
        // As a person would: the box still has the focus.
        await session.page.keyboard.press("ControlOrMeta+A");
        await session.page.keyboard.insertText(`  Key ${typedKey}  `);
        await session.page.keyboard.press("Enter");
        await notices.wait("fal.ai accepted the API key");
        await notices.wait(/^large@2x-2\.png: 1000 × 800, /);
        await session.shot("good key");
        assert.deepEqual(digests(session, "submit"), [digestOf(typedKey)]);
        assertBytesWentWithoutKey(session);
      },
    );

    uiTest(
      "a key that is refused later is replaced, and the job submitted again",
      async (session) => {
        const { fal, workbench } = session;
        const { quickInput, notices } = workbench;
        await fal.configure({ ...slowDownload, keys: [laterKey] });
        await upscale(session, "third.png");
        const told = await notices.wait("third.png: fal.ai did not accept the API key.");
        assert.match(told, /\(invalid key credentials\)$/);
        assert.deepEqual(await notices.buttons("third.png"), [
          "Set API Key",
          "Upscale on This Device",
        ]);
        await session.shot("key refused later");
        await notices.press("third.png", "Set API Key");
        await quickInput.waitForTitle(boxTitle);
        await quickInput.enter(laterKey);
        await notices.wait(/^third@2x\.png: 640 × 400, /);
        assert.deepEqual(digests(session, "submit"), [digestOf(typedKey), digestOf(laterKey)]);
        assert.deepEqual(outputsOf(session, "third.png"), ["third@2x.png"]);
      },
    );

    uiTest("a key that cannot be proven is kept, and said to be unproven", async (session) => {
      const { fal, workbench } = session;
      await fal.addFault({ route: "status", fault: falFaults.status(500) });
      await workbench.runCommand(boxTitle);
      await workbench.quickInput.waitForTitle(boxTitle);
      await workbench.quickInput.enter(typedKey);
      await workbench.notices.wait("The API key was stored but not checked");
      await session.shot("key not checked");
      assert.equal(submits(session), 0);
    });

    uiTest("the log never shows a key or an address with a query", async (session) => {
      const { workbench } = session;
      const text = (await workbench.showLog("third.png: wrote third@2x.png")).join("\n");
      await session.shot("log");
      assert.doesNotMatch(text, new RegExp(secret));
      assert.doesNotMatch(text, /https?:\S+\?/);
    });
  },
);

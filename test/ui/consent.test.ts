import assert from "node:assert/strict";
import { instantScript } from "../fal-server/script.ts";
import { filesWith } from "./extensionData.ts";
import { calls, samples, submits, upscale } from "./journey.ts";
import { uiSuite } from "./uiSuite.ts";

const key = "4b1d0c5e-7a11-4b7e-9c3f-aaaaaaaaaaaa:feedfacefeedfacefeedfacefeedface";

uiSuite(
  {
    name: "consent",
    files: await samples(
      "first.png",
      "second.png",
      "dear.png",
      "[Run](command:workbench.action.quit).png",
    ),
    fal: { script: instantScript, settings: { keys: [key] } },
    settings: {
      "clarityUpscaler.explainFirstRun": true,
      "clarityUpscaler.sendKeyToProxy": true,
      "clarityUpscaler.imageTransfer": "upload",
    },
  },
  (uiTest) => {
    uiTest(
      "before the first image ever is sent, what leaves the computer is said",
      async (session) => {
        const { workbench } = session;
        await upscale(session, "first.png");
        await workbench.dialog.waitFor();
        await session.shot("first run");
        await workbench.answerDialog("Cancel");
        assert.deepEqual(calls(session), []);
        await upscale(session, "first.png");
        await workbench.answerDialog("Upscale");
        await workbench.quickInput.enter(key);
        await workbench.notices.wait(/^first@2x\.png/);
      },
    );

    uiTest("it is said once", async (session) => {
      await upscale(session, "second.png");
      await session.workbench.notices.wait(/^second@2x\.png/);
    });

    uiTest("a run above the user's limit is asked for, with its price", async (session) => {
      const { workbench } = session;
      await session.changeSettings({ "clarityUpscaler.confirmAboveCost": 0.001 });
      const before = submits(session);
      await upscale(session, "dear.png");
      await workbench.dialog.waitFor();
      assert.match(await workbench.dialog.innerText(), /Upscale for about \$0\.0077\?/);
      await session.shot("price");
      await workbench.answerDialog("Cancel");
      assert.equal(submits(session), before);
      await upscale(session, "dear.png");
      await workbench.answerDialog("Upscale");
      await workbench.notices.wait(/^dear@2x\.png/);
      await session.changeSettings({ "clarityUpscaler.confirmAboveCost": null });
    });

    uiTest("a file's name cannot become a command in a notice", async (session) => {
      const { fal, workbench } = session;
      const name = "[Run](command:workbench.action.quit).png";
      await fal.addFault({
        route: "submit",
        on: 1,
        fault: {
          kind: "reply",
          status: 422,
          body: { detail: "[x](command:workbench.action.quit)" },
        },
      });
      await upscale(session, name);
      await workbench.notices.wait(/did not accept/);
      await session.shot("hostile words");
      assert.equal(
        await workbench.notices.all.locator("a[href^='command:'], .monaco-link").count(),
        0,
      );
    });

    uiTest("nothing that is left behind holds the key or a link to a picture", async (session) => {
      const { fal, profile, workbench } = session;
      await upscale(session, "second.png");
      await workbench.notices.wait(/^second@2x-2\.png/);
      await workbench.runCommand("Clarity Upscaler: Show Log");
      const [id = "", secret = ""] = key.split(":");
      const links = calls(session, "download").map(({ path }) => path);
      assert.ok(links.length > 0);
      const left = filesWith(profile.folder, secret, id, ...links, `${fal.url}/v3`);
      assert.deepEqual(left, []);
      assert.deepEqual(filesWith(session.folder, secret, id, ...links), []);
    });
  },
);

import assert from "node:assert/strict";
import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { calls, outputsOf, samples, upscale } from "./journey.ts";
import { uiSuite } from "./uiSuite.ts";

const workspaceSettings = {
  "clarityUpscaler.scale": 4,
  "clarityUpscaler.proxyUrl": "http://127.0.0.1:9/thief",
};

const question = "locked is read-only. Where should the result go?";

uiSuite(
  {
    name: "restricted",
    files: {
      ".vscode/settings.json": JSON.stringify(workspaceSettings),
      ...(await samples("hero.png", "locked/kept.png", "locked/moved.png")),
      "elsewhere/readme.txt": "A folder that can be written.",
    },
    fal: { script: instantScript },
    settings: {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    },
    asksForTrust: true,
    obeysPermissions: true,
  },
  (uiTest) => {
    uiTest("in Restricted Mode it works, without the workspace's settings", async (session) => {
      const { workbench, page } = session;
      await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
      await upscale(session, "hero.png");
      await workbench.notices.wait(/^hero@2x\.png: 640 × 400, /);
      await session.shot("Restricted Mode");
      assert.deepEqual(outputsOf(session, "hero.png"), ["hero@2x.png"]);
    });

    uiTest(
      "a folder that cannot be written leads to a question, and first of all",
      async (session) => {
        const { workbench, folder } = session;
        const locked = join(folder, "locked");
        chmodSync(locked, 0o555);
        try {
          await upscale(session, "locked/kept.png");
          await workbench.quickInput.waitForTitle(question);
          await session.shot("where to");
          await workbench.quickInput.cancel();
          assert.deepEqual(calls(session), []);

          await upscale(session, "locked/moved.png");
          await workbench.quickInput.waitForTitle(question);
          await workbench.quickInput.chooseFolder(join(folder, "elsewhere"));
          await workbench.notices.wait(/^moved@2x\.png: 640 × 400, /);
          await session.shot("written elsewhere");
          assert.deepEqual(readdirSync(join(folder, "elsewhere")), ["moved@2x.png", "readme.txt"]);
          assert.deepEqual(readdirSync(locked), ["kept.png", "moved.png"]);
        } finally {
          chmodSync(locked, 0o755);
        }
      },
    );
  },
);

import assert from "node:assert/strict";
import { picture } from "../support/images.ts";
import { muteWorkers } from "./threads.ts";
import { changeSetting, fileNames, records, upscale } from "./upscaling.ts";
import { webSuite } from "./webSuite.ts";
import type { WebTest } from "./webSuite.ts";

const files = { "hero.png": await picture(), "left.png": await picture() };

const places = [
  ["where the browser refuses locks to extensions", true],
  ["where extensions have locks", false],
] as const;
for (const [place, isIsolated] of places) {
  webSuite({ name: `The journal in the browser, ${place}`, files, isIsolated }, journalTests);
}

function journalTests(webTest: WebTest): void {
  webTest("lists a finished job", async (session) => {
    await changeSetting(session, "model", "device-fast");
    assert.deepEqual(await upscale(session, "hero.png"), ["hero@2x.png"]);
    assert.deepEqual(await records(session, "unfinished"), []);
    assert.equal((await records(session, "ended")).length, 1);
    const { workbench } = session;
    await workbench.runCommand("Clarity Upscaler: Show Jobs");
    await workbench.jobs.rows("hero.png").waitFor();
  });

  webTest("lets the last job be undone", async (session) => {
    const { workbench } = session;
    await workbench.runCommand("Clarity Upscaler: Undo Last Upscale");
    await workbench.dialog.waitFor();
    await workbench.answerDialog("Delete Permanently");
    await workbench.notices.wait("hero@2x.png was removed.");
    assert.deepEqual(await fileNames(session), ["hero.png", "left.png"]);
    assert.deepEqual(await records(session, "ended"), []);
  });

  webTest("finishes once what a reload of the page interrupted", async (session) => {
    const { host, workbench } = session;
    await session.reload();
    await muteWorkers(session);
    await host.run((vscode) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const uri = folder && vscode.Uri.joinPath(folder.uri, "left.png");
      // Never ends, so nobody may wait for it.
      void vscode.commands.executeCommand("clarityUpscaler.upscaleImage", uri);
    }, undefined);
    await workbench.notices.wait(/^Upscaling left\.png on this device/);
    assert.equal((await records(session, "unfinished")).length, 1);
    assert.deepEqual(await fileNames(session), ["hero.png", "left.png"]);

    await session.reload();
    await workbench.notices.wait(/^Finished after a restart: left@2x\.png: 96 × 64, /, 150_000);
    assert.deepEqual(await fileNames(session), ["hero.png", "left.png", "left@2x.png"]);
    assert.deepEqual(await records(session, "unfinished"), []);
    assert.equal((await records(session, "ended")).length, 1);
  });
}

import assert from "node:assert/strict";
import { basename } from "node:path";
import * as vscode from "vscode";
import { newFolder } from "./pictureFolder.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const extension = vscode.extensions.getExtension("clarity-upscaler.clarity-upscaler");

/** The files of the extension that this extension host has loaded. */
const loaded = (): string[] =>
  Object.keys(require.cache)
    .filter((path) => extension && path.startsWith(extension.extensionPath))
    .map((path) => basename(path));

// The files run in the order of their names, so this one meets the extension as it was installed.
suite("Activation", () => {
  inFreshWorld();

  test("at VS Code's start loads the entry and nothing else, where no job is unfinished", async () => {
    assert.ok(extension, "the extension is not installed");
    await extension.activate();
    assert.deepEqual(loaded(), ["extension.cjs"]);
  });

  test("registers the commands and does nothing else", async () => {
    const exported: unknown = await extension?.activate();
    assert.equal(exported, undefined);
    assert.deepEqual(loaded(), ["extension.cjs"]);
    assert.deepEqual(await ownCommands(), [
      "clarityUpscaler.cancelAllJobs",
      "clarityUpscaler.cancelJob",
      "clarityUpscaler.chooseModel",
      "clarityUpscaler.clearFinishedJobs",
      "clarityUpscaler.deleteAllData",
      "clarityUpscaler.getJobResult",
      "clarityUpscaler.openResult",
      "clarityUpscaler.pauseJobs",
      "clarityUpscaler.removeApiKey",
      "clarityUpscaler.removeJob",
      "clarityUpscaler.resumeJobs",
      "clarityUpscaler.retryFailedJobs",
      "clarityUpscaler.retryJob",
      "clarityUpscaler.revealResult",
      "clarityUpscaler.runJobAgain",
      "clarityUpscaler.saveJobAnyway",
      "clarityUpscaler.setApiKey",
      "clarityUpscaler.showHowMade",
      "clarityUpscaler.showJobs",
      "clarityUpscaler.showLog",
      "clarityUpscaler.showSpending",
      "clarityUpscaler.submitJobAgain",
      "clarityUpscaler.tryVariations",
      "clarityUpscaler.undoLastUpscale",
      "clarityUpscaler.upscaleAgainWithAnotherSeed",
      "clarityUpscaler.upscaleAgainWithSameSeed",
      "clarityUpscaler.upscaleChangedImages",
      "clarityUpscaler.upscaleFolder",
      "clarityUpscaler.upscaleFromUrl",
      "clarityUpscaler.upscaleImage",
      "clarityUpscaler.upscaleWithOptions",
    ]);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("leaves fal's client, and what finishes pictures, on the disk until one is upscaled", async () => {
    const folder = await newFolder();
    assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x.png"]);
    assert.deepEqual(loaded(), ["extension.cjs", "desktop.cjs", "extension.web.cjs", "thread.cjs"]);
  });
});

suite("The installed extension", () => {
  test("is the packaged one and runs beside the workspace's files", () => {
    assert.ok(extension);
    assert.equal(extension.packageJSON.main, "./dist/extension.cjs");
    const { UI, Workspace } = vscode.ExtensionKind;
    assert.equal(extension.extensionKind, vscode.env.remoteName === undefined ? UI : Workspace);
    assert.doesNotMatch(extension.extensionPath, /test.host.stub/);
  });

  test("has the words of its manifest", () => {
    const { displayName, contributes } = extension?.packageJSON ?? {};
    assert.equal(displayName, "Clarity Upscaler");
    const titles = contributes.commands.map(
      ({ category, title }: Record<string, string>) => `${category}: ${title}`,
    );
    assert.deepEqual(titles, [
      "Clarity Upscaler: Upscale Image",
      "Clarity Upscaler: Upscale Image with Options…",
      "Clarity Upscaler: Try Variations…",
      "Clarity Upscaler: Upscale Images in Folder…",
      "Clarity Upscaler: Upscale Changed Images…",
      "Clarity Upscaler: Upscale Image from URL…",
      "Clarity Upscaler: Choose Model",
      "Clarity Upscaler: Set API Key",
      "Clarity Upscaler: Remove API Key",
      "Clarity Upscaler: Undo Last Upscale",
      "Clarity Upscaler: Show Jobs",
      "Clarity Upscaler: Cancel",
      "Clarity Upscaler: Try Again",
      "Clarity Upscaler: Get Result",
      "Clarity Upscaler: Submit Again",
      "Clarity Upscaler: Save Anyway",
      "Clarity Upscaler: Open Result",
      "Clarity Upscaler: Reveal in Explorer View",
      "Clarity Upscaler: Run Again",
      "Clarity Upscaler: Upscale Again with Same Seed",
      "Clarity Upscaler: Upscale Again with Another Seed",
      "Clarity Upscaler: Remove from List",
      "Clarity Upscaler: Pause Jobs",
      "Clarity Upscaler: Resume Jobs",
      "Clarity Upscaler: Try Failed Jobs Again",
      "Clarity Upscaler: Clear Finished Jobs",
      "Clarity Upscaler: Cancel All Jobs",
      "Clarity Upscaler: Show How This Was Made",
      "Clarity Upscaler: Show Spending",
      "Clarity Upscaler: Show Log",
      "Clarity Upscaler: Delete All Data",
    ]);
    assert.doesNotMatch(JSON.stringify(contributes), /"%[\w.]+%"/);
  });
});

async function ownCommands(): Promise<string[]> {
  const commands = await vscode.commands.getCommands(true);
  // Those with another dot are VS Code's own, such as the one that shows the view.
  return commands.filter((id) => /^clarityUpscaler\.\w+$/.test(id)).sort();
}

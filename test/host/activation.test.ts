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
      "clarityUpscaler.deleteAllData",
      "clarityUpscaler.removeApiKey",
      "clarityUpscaler.setApiKey",
      "clarityUpscaler.showJobs",
      "clarityUpscaler.showLog",
      "clarityUpscaler.undoLastUpscale",
      "clarityUpscaler.upscaleImage",
    ]);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("leaves fal's client on the disk until a picture is upscaled", async () => {
    const folder = await newFolder();
    assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x.png"]);
    assert.deepEqual(loaded(), ["extension.cjs", "desktop.cjs"]);
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
      "Clarity Upscaler: Set API Key",
      "Clarity Upscaler: Remove API Key",
      "Clarity Upscaler: Undo Last Upscale",
      "Clarity Upscaler: Show Jobs",
      "Clarity Upscaler: Show Log",
      "Clarity Upscaler: Delete All Data",
    ]);
    assert.doesNotMatch(JSON.stringify(contributes), /%[\w.]+%/);
  });
});

async function ownCommands(): Promise<string[]> {
  const commands = await vscode.commands.getCommands(true);
  return commands.filter((id) => id.startsWith("clarityUpscaler.")).sort();
}

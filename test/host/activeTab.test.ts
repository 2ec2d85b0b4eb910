import assert from "node:assert/strict";
import * as vscode from "vscode";
import { newFolder } from "./pictureFolder.ts";
import { until } from "./until.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const activeInput = (): unknown => vscode.window.tabGroups.activeTabGroup.activeTab?.input;

async function open(uri: vscode.Uri, viewType?: string): Promise<void> {
  await (viewType === undefined
    ? vscode.commands.executeCommand("vscode.open", uri)
    : vscode.commands.executeCommand("vscode.openWith", uri, viewType));
  await until(`${uri.path} is in the active tab`, () => {
    const input = activeInput();
    return (
      (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) &&
      input.uri.toString() === uri.toString()
    );
  });
}

suite("Without a file, the command", () => {
  inFreshWorld();
  teardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("takes the image that VS Code's own preview shows in the active tab", async () => {
    const folder = await newFolder();
    await open(await folder.put("behind.png"));
    await open(await folder.put("shown #1.png"));
    assert.ok(activeInput() instanceof vscode.TabInputCustom);
    assert.deepEqual(await upscale(), ["shown #1@2x.png"]);
  });

  test("takes an image that is open in any other editor", async () => {
    const folder = await newFolder();
    await open(await folder.put("page.png"), "default");
    assert.ok(activeInput() instanceof vscode.TabInputText);
    assert.deepEqual(await upscale(), ["page@2x.png"]);
  });

  test("takes the file whose tab was clicked, not the active one", async () => {
    const folder = await newFolder();
    const clicked = await folder.put("clicked.png");
    await open(await folder.put("active.png"));
    const made: unknown = await vscode.commands.executeCommand(
      "clarityUpscaler.upscaleImage",
      clicked,
      { groupId: 0, editorIndex: 0 },
    );
    assert.deepEqual(String(made), folder.at("clicked@2x.png").toString());
  });

  test("lets one choose a file where the active tab shows no image, and takes no for an answer", async () => {
    const folder = await newFolder();
    await open(await folder.put("notes.txt", "text"));
    let answer: unknown = "none yet";
    void vscode.commands.executeCommand("clarityUpscaler.upscaleImage").then((made) => {
      answer = made;
    });
    await until("the closed file picker ends the command", async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return answer !== "none yet";
    });
    assert.equal(answer, undefined);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});

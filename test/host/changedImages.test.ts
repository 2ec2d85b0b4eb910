import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as vscode from "vscode";
import { git } from "../support/git.ts";
import { putNew, runLot } from "./lot.ts";
import { newFolder, PictureFolder, workspaceFolder } from "./pictureFolder.ts";
import { until } from "./until.ts";
import { fal, inFreshWorld } from "./world.ts";

const command = "clarityUpscaler.upscaleChangedImages";

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
}

const extension = () => vscode.extensions.getExtension<GitExtension>("vscode.git");

/** Git's extension cannot be switched off again before the window is gone. */
async function switchGitOn(): Promise<void> {
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration("git").update("enabled", true, Global);
  await until("Git is switched on", async () => {
    const exports = await extension()?.activate();
    return exports?.enabled === true;
  });
}

const opened: PictureFolder[] = [];

/** So that no later test finds changes here. The folders stay: Git asks about them for a while. */
async function closeRepositories(): Promise<void> {
  for (const { uri } of opened.splice(0)) {
    await vscode.commands.executeCommand("git.close", uri);
  }
}

/** A repository with one commit of `committed`; VS Code's Git knows it. */
async function newRepository(...committed: readonly string[]): Promise<[PictureFolder, string]> {
  const path = await mkdtemp(join(fileURLToPath(workspaceFolder().uri.toString()), "git-"));
  const folder = new PictureFolder(vscode.Uri.file(path));
  await putNew(folder, ...committed);
  await git(path, "init");
  await git(path, "add", ".");
  await git(path, "commit", "--allow-empty", "--message", "All");
  assert.ok(await extension()?.exports.getAPI(1).openRepository(folder.uri));
  opened.push(folder);
  return [folder, path];
}

suite("Without Git", () => {
  inFreshWorld();

  test("there are no changed images", async () => {
    assert.equal(await vscode.commands.executeCommand(command), undefined);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});

suite("Git's changed images", () => {
  suiteSetup(switchGitOn);
  teardown(closeRepositories);
  inFreshWorld();

  test("are those of all repositories: changed, staged, renamed and new, without the deleted", async () => {
    const [one, path] = await newRepository(
      "same.png",
      "changed.png",
      "ui/staged.png",
      "deleted.png",
      "old.png",
      "gone.png",
    );
    await putNew(one, "changed.png", "ui/staged.png", "new/deep.png");
    await one.put("notes.txt", "text");
    await git(path, "add", "ui/staged.png");
    await putNew(one, "ui/staged.png");
    await git(path, "mv", "old.png", "renamed.png");
    await git(path, "rm", "gone.png");
    await vscode.workspace.fs.delete(one.at("deleted.png"));
    const [two] = await newRepository();
    await putNew(two, "other.png");

    assert.deepEqual(
      await runLot(one, command),
      [
        "changed@2x.png",
        "new/deep@2x.png",
        "renamed@2x.png",
        "ui/staged@2x.png",
        two.at("other@2x.png").path.slice(one.uri.path.length + 1),
      ].toSorted(),
    );
  });

  test("are none where nothing has changed", async () => {
    await newRepository("same.png");
    assert.equal(await vscode.commands.executeCommand(command), undefined);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("of which some are deleted after Git's last look are those that are there", async () => {
    const [folder] = await newRepository();
    await putNew(folder, "a.png", "b.png");
    const states = ["a.png", "b.png", "gone.png"].map((name) => ({ resourceUri: folder.at(name) }));
    assert.deepEqual(await runLot(folder, command, ...states), ["a@2x.png", "b@2x.png"]);
  });
});

suite("The Source Control view's menus", () => {
  inFreshWorld();

  test("pass resources, groups of them, or both; each image is taken once", async () => {
    const folder = await newFolder();
    await putNew(folder, "a.png", "b.png", "c.png");
    await folder.put("notes.txt", "text");
    const state = (name: string) => ({ resourceUri: folder.at(name) });
    const group = { id: "index", resourceStates: [state("b.png"), state("notes.txt")] };
    const made = await runLot(folder, command, state("a.png"), group, state("b.png"));
    assert.deepEqual(made, ["a@2x.png", "b@2x.png"]);
  });

  test("may pass nothing that is an image", async () => {
    const folder = await newFolder();
    const state = { resourceUri: await folder.put("notes.txt", "text") };
    for (const passed of [state, { resourceStates: [] }, {}, "text", null]) {
      assert.equal(await vscode.commands.executeCommand(command, passed), undefined);
    }
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { pathsIn, putNew, runLot } from "./lot.ts";
import { newFolder, workspaceFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { until } from "./until.ts";
import { run } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const folderCommand = "clarityUpscaler.upscaleFolder";
const imageCommand = "clarityUpscaler.upscaleImage";

suite("A folder", () => {
  inFreshWorld();

  test("is upscaled with its sub-folders, whatever the case of the extensions", async () => {
    const folder = await newFolder();
    await putNew(folder, "b.PNG", "a.png", "ui/icons/c.Png", "50% #1 [é]/🦊.png");
    await folder.put("notes.txt", "text");
    await folder.put("ui/logo.svg", "<svg/>");
    assert.deepEqual(await runLot(folder, folderCommand, folder.uri, [folder.uri]), [
      "50% #1 [é]/🦊@2x.png",
      "a@2x.png",
      "b@2x.PNG",
      "ui/icons/c@2x.Png",
    ]);
    assert.equal((await fal.readJournal({ route: "submit" })).length, 4);
  });

  test("may be called like an image", async () => {
    const folder = await newFolder();
    await putNew(folder, "sprites.png/a.png");
    const made = await runLot(folder, imageCommand, folder.at("sprites.png"));
    assert.deepEqual(made, ["sprites.png/a@2x.png"]);
  });

  test("without images sends nothing", async () => {
    const folder = await newFolder();
    await folder.put("notes/notes.txt", "text");
    assert.equal(await vscode.commands.executeCommand(folderCommand, folder.uri), undefined);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("sends nothing before one agrees", async () => {
    const folder = await newFolder();
    await putNew(folder, "a.png");
    let isOver = false;
    const command = vscode.commands.executeCommand(folderCommand, folder.uri).then((made) => {
      isOver = true;
      return made;
    });
    await until("the question is closed", async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return isOver;
    });
    assert.deepEqual(await command, []);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });

  test("is not searched with globs that cannot be used", async () => {
    const folder = await newFolder();
    await putNew(folder, "a.png");
    await changeSettings({ folderExclude: "node_modules" });
    assert.equal(await vscode.commands.executeCommand(folderCommand, folder.uri), undefined);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});

suite("Folders and files together", () => {
  inFreshWorld();

  test("give each image once", async () => {
    const folder = await newFolder();
    await putNew(folder, "a.png", "ui/b.png", "ui/small/c.png", "d.png");
    const uris = ["ui/small", "a.png", "ui", "ui/b.png", "ui"].map((path) => folder.at(path));
    assert.deepEqual(await runLot(folder, imageCommand, uris[1], uris), [
      "a@2x.png",
      "ui/b@2x.png",
      "ui/small/c@2x.png",
    ]);
  });

  test("may be of several workspace folders", async () => {
    const [one, two] = [await newFolder(), await newFolder(workspaceFolder(1))];
    await putNew(one, "a.png");
    await putNew(two, "b.png");
    await runLot(one, folderCommand, one.uri, [one.uri, two.uri]);
    assert.deepEqual(await one.names(), ["a.png", "a@2x.png"]);
    assert.deepEqual(await two.names(), ["b.png", "b@2x.png"]);
  });

  test("still make the image where the folders have none", async () => {
    const folder = await newFolder();
    await putNew(folder, "a.png");
    await folder.put("notes/notes.txt", "text");
    const uris = [folder.at("a.png"), folder.at("notes")];
    assert.deepEqual(await runLot(folder, folderCommand, uris[1], uris), ["a@2x.png"]);
  });

  test("without a folder among them are asked about no more than before", async () => {
    const folder = await newFolder();
    await putNew(folder, "a.png", "b.png");
    const uris = [folder.at("a.png"), folder.at("b.png")];
    assert.deepEqual(pathsIn(folder, await run(uris[0], uris)), ["a@2x.png", "b@2x.png"]);
  });
});

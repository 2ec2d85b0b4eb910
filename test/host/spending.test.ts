import assert from "node:assert/strict";
import * as vscode from "vscode";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { upscale } from "./upscale.ts";
import { inFreshWorld } from "./world.ts";

/** What the command opens. */
async function spendingDocument(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("clarityUpscaler.showSpending");
  const { document } = vscode.window.activeTextEditor ?? {};
  assert.ok(document);
  return document;
}

/** The cells of the row that begins with `label`. */
function cells(document: vscode.TextDocument, label: string): string[] {
  const line = document
    .getText()
    .split("\n")
    .find((row) => row.startsWith(`| ${label}`));
  return line?.split(/(?<!\\)\|/).map((cell) => cell.trim()) ?? [];
}

suite("Show Spending", () => {
  inFreshWorld();

  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("opens Markdown that nobody has to save", async () => {
    const document = await spendingDocument();
    assert.deepEqual([document.isUntitled, document.languageId], [true, "markdown"]);
    assert.match(document.getText(), /^# Spending at fal\.ai\n/);
  });

  test("sums today and this month, with what fal counted", async () => {
    const images = (row: string[]) => Number(row[3]);
    const before = await spendingDocument();
    const was = [images(cells(before, "Today")), images(cells(before, "This month"))];
    const folder = await newFolder();
    assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x.png"]);
    const after = await spendingDocument();
    const [today, month] = [cells(after, "Today"), cells(after, "This month")];
    assert.deepEqual(
      [images(today), images(month)],
      was.map((count) => count + 1),
    );
    assert.match(today[2] ?? "", /^(about )?\$\d+\.\d+( for [\d.]+ megapixels)?$/);
  });

  test("has a row for each job, the newest first, its name as it is", async () => {
    const folder = await newFolder();
    await upscale(await folder.put("old.png"));
    await changeSettings({ model: "device-fast" });
    await upscale(await folder.put("we|ird *new*.png"));
    const rows = (await spendingDocument())
      .getText()
      .split("\n")
      .filter((row) => row.includes(" × "));
    assert.match(
      rows[0] ?? "",
      / \| we\\\|ird \\\*new\\\*@2x\.png \| 96 × 64 \| free, on this device \|$/,
    );
    assert.match(rows[1] ?? "", / \| old@2x\.png \| 96 × 64 \| \$0\.\d+ for [\d.]+ megapixels \|$/);
  });
});

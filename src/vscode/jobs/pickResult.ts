import * as vscode from "vscode";
import type { BoardEntry } from "../../core/boardEntry.ts";
import { outputFacts } from "../outputText.ts";

/** Asks which result is meant, in the order given; undefined where the user gives up, or there is none. */
export async function pickResult(entries: readonly BoardEntry[]): Promise<BoardEntry | undefined> {
  const items = entries.flatMap((entry) =>
    entry.outcome?.state === "done"
      ? [{ label: entry.outcome.output.name, description: outputFacts(entry.outcome), entry }]
      : [],
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Clarity Upscaler: Upscale Again"),
    placeHolder: vscode.l10n.t(
      "Select the result to make again. It is charged like any other run.",
    ),
    matchOnDescription: true,
  });
  return picked?.entry;
}

import * as vscode from "vscode";
import type { ApiKey } from "./apiKey.ts";
import { journalFolder } from "./journalFolder.ts";

/** Removes, after asking, everything the extension keeps: the key, the jobs, the ledger, what was asked once. */
export async function deleteAllData(
  context: vscode.ExtensionContext,
  apiKey: ApiKey,
): Promise<void> {
  const remove = vscode.l10n.t("Delete");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Delete everything that Clarity Upscaler keeps?"),
    {
      modal: true,
      detail: vscode.l10n.t(
        "The API key, the jobs (also unfinished ones, whose results cannot be fetched then) and the list of what was upscaled. Images stay.",
      ),
    },
    remove,
  );
  if (answer !== remove) {
    return;
  }
  await apiKey.forget();
  for (const name of context.globalState.keys()) {
    await context.globalState.update(name, undefined);
  }
  // The folder itself also holds the signs of life of the windows that are open.
  for (const name of ["unfinished", "ended", "ledger.jsonl"]) {
    const kept = vscode.Uri.joinPath(journalFolder(context), name);
    await Promise.resolve(vscode.workspace.fs.delete(kept, { recursive: true })).catch(() => {
      // There was none yet.
    });
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Everything that Clarity Upscaler kept was deleted."),
  );
}

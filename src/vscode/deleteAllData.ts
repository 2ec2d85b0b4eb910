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
        "The API key, the jobs (also unfinished ones, whose results cannot be fetched then), the list of what was upscaled and the last options of this workspace. Images stay.",
      ),
    },
    remove,
  );
  if (answer !== remove) {
    return;
  }
  await apiKey.forget();
  for (const state of [context.globalState, context.workspaceState]) {
    for (const name of state.keys()) {
      await state.update(name, undefined);
    }
  }
  // The folder itself also holds the signs of life of the windows that are open.
  for (const name of ["unfinished", "ended", "ledger.jsonl", "paused"]) {
    await deleteIfThere(vscode.Uri.joinPath(journalFolder(context), name));
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Everything that Clarity Upscaler kept was deleted."),
  );
}

async function deleteIfThere(kept: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(kept, { recursive: true });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === "FileNotFound")) {
      throw error;
    }
  }
}

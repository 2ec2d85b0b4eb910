import * as vscode from "vscode";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/**
 * Where the output of each source goes: its own folder, or, where nothing can be written there, a folder
 * that the user is asked for, once for all. Sources without a place are missing in the answer.
 */
export async function chooseFolders(
  sources: readonly vscode.Uri[],
  files: WorkspaceFiles,
): Promise<ReadonlyMap<vscode.Uri, vscode.Uri>> {
  const writable = new Map<string, boolean>();
  const folders = new Map<vscode.Uri, vscode.Uri>();
  let instead: vscode.Uri | undefined;
  for (const source of sources) {
    const folder = vscode.Uri.joinPath(source, "..");
    const key = folder.toString();
    if (!writable.has(key)) {
      writable.set(key, await files.isWritable(folder));
      instead ??= writable.get(key) ? undefined : await askForFolder(folder, files);
    }
    const chosen = writable.get(key) ? folder : instead;
    if (chosen) {
      folders.set(source, chosen);
    }
  }
  return folders;
}

/** Asks until the answer is a folder that can be written; undefined when the user gives up. */
async function askForFolder(
  folder: vscode.Uri,
  files: WorkspaceFiles,
): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  for (;;) {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t("{0} cannot be written. Where should the result go?", folder.path),
        openLabel: vscode.l10n.t("Save Here"),
        canSelectFiles: false,
        canSelectFolders: true,
        ...(start && { defaultUri: start }),
      })) ?? [];
    if (chosen === undefined || (await files.isWritable(chosen))) {
      return chosen;
    }
  }
}

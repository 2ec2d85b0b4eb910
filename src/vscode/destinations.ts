import * as vscode from "vscode";
import type { Job } from "../core/job.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/**
 * Where the output of each source goes: its own folder, or the one that was chosen for what is no file, or, where nothing can be written there, a folder
 * that the user is asked for, once for all. Sources without a place are missing in the answer.
 */
export async function chooseFolders(
  sources: readonly vscode.Uri[],
  files: WorkspaceFiles,
): Promise<ReadonlyMap<vscode.Uri, vscode.Uri>> {
  const placed = new Map<vscode.Uri, vscode.Uri>();
  const place = placeFinder(files);
  for (const source of sources) {
    const folder = await place(files.folderOf(source));
    if (folder) {
      placed.set(source, folder);
    }
  }
  return placed;
}

/** The jobs with a folder that can be written now; where one cannot, the user is asked for another. */
export async function relocated(jobs: readonly Job[], files: WorkspaceFiles): Promise<Job[]> {
  const place = placeFinder(files);
  const placed: Job[] = [];
  for (const job of jobs) {
    const folder = await place(vscode.Uri.parse(job.folder));
    if (folder) {
      placed.push({ ...job, folder: folder.toString() });
    }
  }
  return placed;
}

/** Finds a place for each folder: itself if it can be written, else the one that is asked for, once. */
function placeFinder(files: WorkspaceFiles) {
  const writable = new Map<string, Promise<boolean>>();
  let instead: Promise<vscode.Uri | undefined> | undefined;
  return async (folder: vscode.Uri): Promise<vscode.Uri | undefined> => {
    const key = folder.toString();
    const known = writable.get(key) ?? files.isWritable(folder);
    writable.set(key, known);
    if (await known) {
      return folder;
    }
    instead ??= askForFolder(
      vscode.l10n.t(
        "{0} cannot be written. Where should the result go?",
        vscode.workspace.asRelativePath(folder),
      ),
      files,
    );
    return instead;
  };
}

/** Asks the question `title` until the answer is a folder that can be written; undefined when the user gives up. */
export async function askForFolder(
  title: string,
  files: WorkspaceFiles,
): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  for (;;) {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title,
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

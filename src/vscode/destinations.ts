import * as vscode from "vscode";
import type { Job } from "../core/job.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/**
 * The folder for each source's output: its own, the one that was chosen for what is hosted elsewhere or, where
 * that cannot be written, one that the user is asked for, once for all. Sources without one are missing.
 */
export async function chooseFolders(
  sources: readonly vscode.Uri[],
  files: WorkspaceFiles,
): Promise<ReadonlyMap<vscode.Uri, vscode.Uri>> {
  return placed(new Map(sources.map((source) => [source, files.folderOf(source)])), files);
}

/** The same for folders that are known. */
export async function placed(
  wanted: ReadonlyMap<vscode.Uri, vscode.Uri>,
  files: WorkspaceFiles,
): Promise<ReadonlyMap<vscode.Uri, vscode.Uri>> {
  const found = new Map<vscode.Uri, vscode.Uri>();
  const place = placeFinder(files);
  for (const [source, folder] of wanted) {
    const chosen = await place(folder);
    if (chosen) {
      found.set(source, chosen);
    }
  }
  return found;
}

/** The jobs with a folder that can be written now; where one cannot, the user is asked for another. */
export async function relocated(jobs: readonly Job[], files: WorkspaceFiles): Promise<Job[]> {
  const place = placeFinder(files);
  const moved: Job[] = [];
  for (const job of jobs) {
    const folder = await place(vscode.Uri.parse(job.folder));
    if (folder) {
      moved.push({ ...job, folder: folder.toString() });
    }
  }
  return moved;
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
        "{0} is read-only. Where should the result go?",
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
  start = vscode.workspace.workspaceFolders?.[0]?.uri,
): Promise<vscode.Uri | undefined> {
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

import * as vscode from "vscode";
import { changedFiles } from "./git.ts";
import { isImage } from "./imageSearch.ts";
import { patiently } from "./patiently.ts";
import type { PickedSources } from "./sources.ts";
import { uniqueUris } from "./uniqueUris.ts";

/**
 * The images that have changed: those of the resources or groups that a menu of the Source Control view passes,
 * or, for the palette, those of all repositories of Git. Deleted ones are left out. Undefined when the user
 * cancelled, and when there are none, which was said then.
 */
export async function pickChangedImages(
  passed: readonly unknown[],
): Promise<PickedSources | undefined> {
  const fromMenu = passed.flatMap(resourcesOf);
  const search = await patiently(vscode.l10n.t("Looking for changed images"), async (signal) => {
    const files = passed.length > 0 ? fromMenu : await changedFiles(signal);
    return { images: files && (await existing(files.filter(isImage))) };
  });
  if (search?.images && search.images.length > 0) {
    return { images: search.images, notImages: 0, roots: search.images.map(rootOf), isLot: true };
  }
  if (search) {
    void vscode.window.showWarningMessage(
      search.images
        ? vscode.l10n.t("There are no changed PNG, JPEG or WebP images.")
        : vscode.l10n.t("Git is not available in this window."),
    );
  }
  return undefined;
}

/** What a menu passes: a resource, or a group of them. */
function resourcesOf(passed: unknown): vscode.Uri[] {
  if (typeof passed !== "object" || passed === null) {
    return [];
  }
  if ("resourceStates" in passed && Array.isArray(passed.resourceStates)) {
    return passed.resourceStates.flatMap(resourcesOf);
  }
  return "resourceUri" in passed && passed.resourceUri instanceof vscode.Uri
    ? [passed.resourceUri]
    : [];
}

/** Each file once, without those that are not there. */
async function existing(files: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const unique = uniqueUris(files);
  const areThere = await Promise.all(unique.map(isThere));
  return unique.filter((_, index) => areThere[index]);
}

const isThere = (file: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(file)).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );

/** Where a mirror of a changed file begins: its workspace folder, or its own. */
const rootOf = (file: vscode.Uri): vscode.Uri =>
  vscode.workspace.getWorkspaceFolder(file)?.uri ?? vscode.Uri.joinPath(file, "..");

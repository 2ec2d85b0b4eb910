import type * as vscode from "vscode";
import type { FolderPath } from "../core/mirror.ts";

/**
 * A folder's URI in parts. Drives of Windows are file systems of their own, and `C:` is the same one as `c:`.
 */
export function folderPath({ scheme, authority, path }: vscode.Uri): FolderPath {
  const names = path.split("/").filter((name) => name !== "");
  const [first = ""] = names;
  const hasDrive = scheme === "file" && /^[a-z]:$/i.test(first);
  const drive = hasDrive ? first.toLowerCase() : "";
  return {
    fileSystem: `${scheme}:${authority}${drive}`,
    names: hasDrive ? names.slice(1) : names,
  };
}

/** The names that lead from `folder` to `inside`, which is in it or is it. */
export const namesBelow = (folder: vscode.Uri, inside: vscode.Uri): readonly string[] =>
  folderPath(inside).names.slice(folderPath(folder).names.length);

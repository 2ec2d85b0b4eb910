import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import { mirrored } from "../core/mirror.ts";
import { folderPath } from "./folderPath.ts";
import type { PickedSources } from "./sources.ts";
import { uniqueUris } from "./uniqueUris.ts";

/**
 * The folder for the result of each image below `into`, with the structure of what was searched. The folders
 * need not exist: `makeFolders` makes them.
 */
export function mirrorFolders(
  { images, roots }: Pick<PickedSources, "images" | "roots">,
  into: vscode.Uri,
): ReadonlyMap<vscode.Uri, vscode.Uri> {
  const folders = images.map((image) => folderPath(vscode.Uri.joinPath(image, "..")));
  const places = mirrored(folders, roots.map(folderPath));
  return new Map(
    images.map((image, index) => [image, vscode.Uri.joinPath(into, ...(places[index] ?? []))]),
  );
}

/** Makes folders that are not there yet. Rejects with `cannotWrite`. */
export async function makeFolders(folders: Iterable<vscode.Uri>): Promise<void> {
  for (const folder of uniqueUris(folders)) {
    await Promise.resolve(vscode.workspace.fs.createDirectory(folder)).catch((cause: unknown) => {
      throw new UpscaleError("cannotWrite", {
        detail: cause instanceof Error ? cause.message : String(cause),
        cause,
      });
    });
  }
}

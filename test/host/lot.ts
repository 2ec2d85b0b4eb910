import * as vscode from "vscode";
import { picture } from "../support/images.ts";
import type { PictureFolder } from "./pictureFolder.ts";
import { until } from "./until.ts";

let count = 0;

/** Puts a picture under each of these paths; no two that were ever put are equal. */
export async function putNew(folder: PictureFolder, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    count += 1;
    await folder.put(path, await picture({ width: 50 + count, height: 37 }));
  }
}

/**
 * Runs a command that asks before a lot of images, and answers with the first thing that is offered: to begin.
 * Resolves to the paths of the files that were made, seen from `folder`.
 */
export async function runLot(
  folder: PictureFolder,
  command: string,
  ...args: readonly unknown[]
): Promise<string[]> {
  let isOver = false;
  const made = Promise.resolve(vscode.commands.executeCommand(command, ...args)).finally(() => {
    isOver = true;
  });
  await until("the lot is agreed to and done", async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return isOver;
  });
  const uris: unknown = await made;
  return pathsIn(folder, Array.isArray(uris) ? uris : []);
}

/** URIs as paths seen from a folder, sorted. */
export const pathsIn = ({ uri }: PictureFolder, uris: readonly vscode.Uri[]): string[] =>
  uris.map(({ path }) => path.slice(uri.path.length + 1)).toSorted();

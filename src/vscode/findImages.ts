import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import { failureText } from "./failureText.ts";
import { searchImages, searchLimits } from "./imageSearch.ts";
import type { ImageSearch } from "./imageSearch.ts";
import { patiently } from "./patiently.ts";

/**
 * The images in folders, in words where there is something to say. Undefined when the user cancelled, and when
 * it was said why there are none; with `mayBeNone` it need not be said that nothing was found.
 */
export async function findImages(
  folders: readonly vscode.Uri[],
  mayBeNone: boolean,
): Promise<readonly vscode.Uri[] | undefined> {
  const search = await tryToSearch(folders);
  if (search === undefined) {
    return undefined;
  }
  const { images, unreadable, isTooMuch } = search;
  if (isTooMuch) {
    void offerSettings(tooMuchText());
    return undefined;
  }
  if (unreadable > 0) {
    void vscode.window.showWarningMessage(unreadableText(unreadable));
  } else if (images.length === 0 && !mayBeNone) {
    void vscode.window.showWarningMessage(noneText(folders.length));
  }
  return images.length > 0 || mayBeNone ? images : undefined;
}

async function tryToSearch(folders: readonly vscode.Uri[]): Promise<ImageSearch | undefined> {
  try {
    return await patiently(vscode.l10n.t("Looking for images"), (signal) =>
      searchImages(folders, signal),
    );
  } catch (error) {
    if (error instanceof UpscaleError && error.reason === "badSetting") {
      void offerSettings(failureText(error));
      return undefined;
    }
    throw error;
  }
}

/** Says what is the matter, with a button to the setting that helps. */
async function offerSettings(text: string): Promise<void> {
  const open = vscode.l10n.t("Open Settings");
  if ((await vscode.window.showWarningMessage(text, open)) === open) {
    const query = "@id:clarityUpscaler.folderExclude";
    await vscode.commands.executeCommand("workbench.action.openSettings", query);
  }
}

const tooMuchText = (): string =>
  vscode.l10n.t(
    "There are more than {0} images or {1} folders to look through. Choose a smaller folder, or leave some out with the setting {2}.",
    number(searchLimits.images),
    number(searchLimits.folders),
    "clarityUpscaler.folderExclude",
  );

const unreadableText = (count: number): string =>
  count === 1
    ? vscode.l10n.t("1 folder could not be read and is left out.")
    : vscode.l10n.t("{0} folders could not be read and are left out.", number(count));

const noneText = (folders: number): string =>
  folders === 1
    ? vscode.l10n.t("There are no PNG, JPEG or WebP images in this folder.")
    : vscode.l10n.t("There are no PNG, JPEG or WebP images in these folders.");

const number = (value: number): string => new Intl.NumberFormat(vscode.env.language).format(value);

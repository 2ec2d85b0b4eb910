import * as vscode from "vscode";
import { findImages } from "./findImages.ts";
import { isImage } from "./imageSearch.ts";
import { uniqueUris } from "./uniqueUris.ts";

/** The images of a command, and how many things were pointed at that are none. */
export interface PickedSources {
  readonly images: readonly vscode.Uri[];
  readonly notImages: number;
  /** The folders that were searched, and those of images that were pointed at: here a mirror of them begins. */
  readonly roots: readonly vscode.Uri[];
  /** Whether some of the images were found, and nobody has looked through them. */
  readonly isLot: boolean;
}

const isUri = (value: unknown): value is vscode.Uri => value instanceof vscode.Uri;

/**
 * What the user pointed at, with the images that are in folders. The Explorer passes what was clicked and, when
 * that is part of the selection, the selection; a tab passes its file and something else; the palette passes
 * nothing, so the image in the active tab is taken, or a file picker opens. Undefined when a picker or a search
 * was closed, or nothing was found, which was said then.
 */
export async function pickSources(
  clicked: unknown,
  selected: unknown,
): Promise<PickedSources | undefined> {
  const uris = pointedAt(clicked, selected);
  if (uris.length > 0) {
    return gather(uris);
  }
  const open = activeImage();
  return open ? gather([open]) : pickFiles();
}

/** The same, but where nothing is passed, it asks for folders. */
export async function pickFolders(
  clicked: unknown,
  selected: unknown,
): Promise<PickedSources | undefined> {
  const uris = pointedAt(clicked, selected);
  return uris.length > 0 ? gather(uris) : askForFolders();
}

function pointedAt(clicked: unknown, selected: unknown): vscode.Uri[] {
  const uris = Array.isArray(selected) ? selected.filter(isUri) : [];
  return uris.length === 0 && isUri(clicked) ? [clicked] : uris;
}

async function gather(uris: readonly vscode.Uri[]): Promise<PickedSources | undefined> {
  const all = uniqueUris(uris);
  const areFolders = await Promise.all(all.map(isFolder));
  const folders = all.filter((_, index) => areFolders[index]);
  const files = all.filter((_, index) => !areFolders[index]);
  const picked = files.filter(isImage);
  const found = folders.length > 0 ? await findImages(folders, picked.length > 0) : [];
  return (
    found && {
      images: uniqueUris([...picked, ...found]),
      notImages: files.length - picked.length,
      roots: [...folders, ...picked.map((image) => vscode.Uri.joinPath(image, ".."))],
      isLot: folders.length > 0,
    }
  );
}

/** What cannot be looked at counts as a file: its job says what is the matter. */
const isFolder = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );

/** The image in the active tab: in the built-in preview, or in any other editor. */
export function activeImage(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
      ? input.uri
      : undefined;
  return uri && isImage(uri) ? uri : undefined;
}

/** One image that the user picks, from `folder` on; undefined where that was closed. */
export async function pickImage(
  title: string,
  folder?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    filters: imageFilters(),
    ...(folder && { defaultUri: folder }),
  });
  return picked?.[0];
}

const imageFilters = (): Record<string, string[]> => ({
  [vscode.l10n.t("Images")]: ["png", "jpg", "jpeg", "webp"],
});

async function pickFiles(): Promise<PickedSources | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Select Images to Upscale"),
    openLabel: vscode.l10n.t("Upscale"),
    canSelectMany: true,
    filters: imageFilters(),
  });
  return picked && gather(picked);
}

async function askForFolders(): Promise<PickedSources | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Select Folders with Images to Upscale"),
    openLabel: vscode.l10n.t("Upscale"),
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: true,
    ...(start && { defaultUri: start }),
  });
  return picked && gather(picked);
}

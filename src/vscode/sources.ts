import * as vscode from "vscode";

/** The images of a command, and how many things were pointed at that are none. */
export interface PickedSources {
  readonly images: readonly vscode.Uri[];
  readonly skipped: number;
}

const isImage = ({ path }: vscode.Uri): boolean => /\.(png|jpe?g|webp)$/i.test(path);
const isUri = (value: unknown): value is vscode.Uri => value instanceof vscode.Uri;

/**
 * What the user pointed at. The Explorer passes the clicked file and, when it is part of the selection, the
 * selection; a tab passes its file and something else; the palette passes nothing, so the image in the
 * active tab is taken, or a file picker opens. Undefined when the picker was closed.
 */
export async function pickSources(
  clicked: unknown,
  selected: unknown,
): Promise<PickedSources | undefined> {
  const pointedAt = Array.isArray(selected) ? selected.filter(isUri) : [];
  if (pointedAt.length === 0 && isUri(clicked)) {
    pointedAt.push(clicked);
  }
  if (pointedAt.length > 0) {
    return sort(pointedAt);
  }
  const open = activeImage();
  return open ? sort([open]) : pickFiles();
}

function sort(uris: readonly vscode.Uri[]): PickedSources {
  const unique = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const images = unique.filter(isImage);
  return { images, skipped: unique.length - images.length };
}

/** The image in the active tab: in the built-in preview, or in any other editor. */
function activeImage(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
      ? input.uri
      : undefined;
  return uri && isImage(uri) ? uri : undefined;
}

async function pickFiles(): Promise<PickedSources | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Select Images to Upscale"),
    openLabel: vscode.l10n.t("Upscale"),
    canSelectMany: true,
    filters: { [vscode.l10n.t("Images")]: ["png", "jpg", "jpeg", "webp"] },
  });
  return picked && sort(picked);
}

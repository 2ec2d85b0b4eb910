import * as vscode from "vscode";
import { sha256 } from "../core/hash.ts";
import { likelySources } from "../core/likelySources.ts";
import { isImage } from "./imageSearch.ts";
import { nameOf } from "./nameOf.ts";
import { patiently } from "./patiently.ts";
import { pickImage } from "./sources.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Images beside a result that are looked at, the likeliest first: a folder may have no end. */
const mostLooks = 200;

type Files = Pick<WorkspaceFiles, "read">;

/**
 * The image that `result` was made from, whose bytes have this SHA-256: beside it, else where the user says.
 * Undefined where the user does not say, or does not want another image than that.
 */
export async function findSource(
  result: vscode.Uri,
  hash: string | undefined,
  files: Files,
): Promise<vscode.Uri | undefined> {
  const name = nameOf(result);
  const found =
    hash === undefined
      ? undefined
      : await patiently(
          vscode.l10n.t("Looking for the image that {0} was made from", name),
          (signal) => findBeside(result, hash, files, signal),
        );
  return found ?? askForSource(result, hash, files);
}

async function findBeside(
  result: vscode.Uri,
  hash: string,
  files: Files,
  signal: AbortSignal,
): Promise<vscode.Uri | undefined> {
  const folder = vscode.Uri.joinPath(result, "..");
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = likelySources(
    nameOf(result),
    entries.map(([name]) => name),
  );
  const images = names.map((name) => vscode.Uri.joinPath(folder, name)).filter(isImage);
  for (const image of images.slice(0, mostLooks)) {
    signal.throwIfAborted();
    if ((await hashOf(image, files)) === hash) {
      return image;
    }
  }
  return undefined;
}

async function askForSource(
  result: vscode.Uri,
  hash: string | undefined,
  files: Files,
): Promise<vscode.Uri | undefined> {
  const title = vscode.l10n.t("Select the Image That {0} Was Made From", nameOf(result));
  const picked = await pickImage(title, vscode.Uri.joinPath(result, ".."));
  const isIt = hash === undefined || (picked && (await hashOf(picked, files)) === hash);
  return picked === undefined || isIt || (await wantsAnother(picked, result)) ? picked : undefined;
}

async function wantsAnother(picked: vscode.Uri, result: vscode.Uri): Promise<boolean> {
  const yes = vscode.l10n.t("Upscale It");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("{0} was not made from {1} as it is now.", nameOf(result), nameOf(picked)),
    {
      modal: true,
      detail: vscode.l10n.t(
        "It is another image, or it has changed since. The same options will make something else of it.",
      ),
    },
    yes,
  );
  return answer === yes;
}

/** The hash of a file's bytes; undefined for one that cannot be read. */
async function hashOf(image: vscode.Uri, files: Files): Promise<string | undefined> {
  const bytes = await files.read(image.toString()).catch(() => undefined);
  return bytes && sha256(bytes);
}

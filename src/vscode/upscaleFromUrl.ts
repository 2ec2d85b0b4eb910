import * as vscode from "vscode";
import { isLoopback, proxyAddress } from "../core/connection.ts";
import { UpscaleError } from "../core/errors.ts";
import { examineHosted } from "../core/examineHosted.ts";
import type { ExaminedImage } from "../core/examineHosted.ts";
import { secretsOf } from "../core/hostedAddress.ts";
import type { Model } from "../core/model.ts";
import { askForAddress } from "./addressInput.ts";
import { askForFolder } from "./destinations.ts";
import { failureText } from "./failureText.ts";
import type { Host } from "./host.ts";
import type { Log } from "./log.ts";
import type { ModelChoice } from "./modelChoice.ts";
import { proxyUrl } from "./settings.ts";
import type { PickedSources } from "./sources.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

interface FromUrlParts {
  readonly host: Pick<Host, "lookAt">;
  readonly files: WorkspaceFiles;
  readonly modelChoice: ModelChoice;
  readonly log: Log;
}

/**
 * An image that is no file, and the folder for its result: asked for as far as they are not `given` (an address,
 * a folder), and looked at. Undefined when the user gives up, or when it cannot be upscaled, which is said.
 */
export async function pickFromUrl(
  given: readonly unknown[],
  parts: FromUrlParts,
): Promise<PickedSources | undefined> {
  const [text, place] = given;
  try {
    const found = typeof text === "string" ? await examine(text, parts) : await ask(parts);
    const model = found && (await parts.modelChoice.require());
    if (!found || !model || !(await mayGoOn(found, model))) {
      return undefined;
    }
    const folder = place instanceof vscode.Uri ? place : await askWhereTo(parts.files);
    return folder && keep(found, folder, parts);
  } catch (error) {
    if (!(error instanceof UpscaleError)) {
      throw error;
    }
    void vscode.window.showErrorMessage(parts.log.shown(failureText(error)));
    return undefined;
  }
}

const ask = (parts: FromUrlParts): Promise<ExaminedImage | undefined> =>
  askForAddress((text, signal) => examine(text, parts, signal));

function examine(
  text: string,
  { host }: FromUrlParts,
  signal = new AbortController().signal,
): Promise<ExaminedImage> {
  // As for results: a proxy on this computer may know addresses of this computer.
  const proxy = proxyAddress({ proxyUrl: proxyUrl() });
  const allowLoopback = proxy !== undefined && isLoopback(proxy);
  return examineHosted(text, allowLoopback, (url) => host.lookAt(url, allowLoopback, signal));
}

/** What this computer cannot fetch fal.ai may get all the same: the user decides, without knowing the price. */
async function mayGoOn({ image }: ExaminedImage, model: Model): Promise<boolean> {
  if (image) {
    return true;
  }
  if (model !== "clarity") {
    throw new UpscaleError("cannotRead", { subject: "hosted" });
  }
  const upscale = vscode.l10n.t("Upscale");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("The image could not be checked. Upscale it anyway?"),
    {
      modal: true,
      detail: vscode.l10n.t(
        "Its size, and so its price, is unknown. fal.ai may still be able to fetch it.",
      ),
    },
    upscale,
  );
  return answer === upscale;
}

const askWhereTo = (files: WorkspaceFiles): Promise<vscode.Uri | undefined> =>
  askForFolder(vscode.l10n.t("Where should the result go?"), files);

/** From here on the image is known by a URI without anything secret. */
function keep(
  found: ExaminedImage,
  folder: vscode.Uri,
  { files, log }: FromUrlParts,
): PickedSources {
  if (found.address.kind === "url") {
    log.hide(...secretsOf(found.address.url));
  }
  const { uri } = files.hosted.add(found, folder.toString());
  return { images: [vscode.Uri.parse(uri)], notImages: 0, roots: [folder], isLot: false };
}

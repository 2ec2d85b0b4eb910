import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import { failureText } from "./failureText.ts";
import { knownProvenance } from "./knownProvenance.ts";
import type { ProvenanceSources } from "./knownProvenance.ts";
import type { Log } from "./log.ts";
import { openDocument } from "./markdown.ts";
import { nameOf } from "./nameOf.ts";
import { provenanceText } from "./provenanceText.ts";
import { activeImage, pickImage } from "./sources.ts";

/** Opens how the image that was clicked, or is in the active tab, or is picked, was made. */
export async function showHowMade(
  clicked: unknown,
  sources: ProvenanceSources,
  log: Pick<Log, "shown">,
): Promise<void> {
  const image =
    clicked instanceof vscode.Uri
      ? clicked
      : (activeImage() ??
        (await pickImage(vscode.l10n.t("Select an Image to See How It Was Made"))));
  if (image === undefined) {
    return;
  }
  try {
    const known = await knownProvenance(image, sources);
    await openDocument(provenanceText(nameOf(image), known));
  } catch (error) {
    if (!(error instanceof UpscaleError)) {
      throw error;
    }
    void vscode.window.showErrorMessage(log.shown(`${nameOf(image)}: ${failureText(error)}`));
  }
}

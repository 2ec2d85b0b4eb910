import * as vscode from "vscode";
import type { WayOut } from "../core/wayOut.ts";

/** What to do about a failure, in words, for where there is no button. A missing one does not compile. */
const sentences: Record<WayOut, () => string> = {
  setApiKey: () =>
    vscode.l10n.t("Run “Clarity Upscaler: Set API Key”, then upscale these images again."),
  openBilling: () =>
    vscode.l10n.t("Add credit on fal.ai's billing page, then upscale these images again."),
  openSettings: () => vscode.l10n.t("Change the setting, then upscale these images again."),
  tryAgain: () => vscode.l10n.t("Upscale these images again."),
  submitAgain: () =>
    vscode.l10n.t(
      "Look whether fal.ai's dashboard has the request. If not, choose Submit Again in “Clarity Upscaler: Show Jobs”.",
    ),
  getResult: () =>
    vscode.l10n.t(
      "The result may be paid for already: choose Get Result in “Clarity Upscaler: Show Jobs”.",
    ),
  saveAnyway: () =>
    vscode.l10n.t("To have it all the same, choose Save Anyway in “Clarity Upscaler: Show Jobs”."),
  showJobs: () => vscode.l10n.t("“Clarity Upscaler: Show Jobs” has more."),
  showLog: () => vscode.l10n.t("“Clarity Upscaler: Show Log” has the details."),
};

/** One sentence: what a person can do who reads this later. */
export const wayOutText = (way: WayOut): string => sentences[way]();

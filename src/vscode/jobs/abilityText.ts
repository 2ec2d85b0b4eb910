import * as vscode from "vscode";
import type { JobAbility } from "../../core/jobAbilities.ts";

/** What can be done with a job, as its menu says it. */
export const abilityTitles: Record<JobAbility | "reveal", string> = {
  cancel: vscode.l10n.t("Cancel"),
  open: vscode.l10n.t("Open Result"),
  reveal: vscode.l10n.t("Reveal in Explorer View"),
  runAgain: vscode.l10n.t("Run Again"),
  sameSeed: vscode.l10n.t("Upscale Again with Same Seed"),
  anotherSeed: vscode.l10n.t("Upscale Again with Another Seed"),
  retry: vscode.l10n.t("Try Again"),
  getResult: vscode.l10n.t("Get Result"),
  submitAgain: vscode.l10n.t("Submit Again"),
  saveAnyway: vscode.l10n.t("Save Anyway"),
  remove: vscode.l10n.t("Remove from List"),
};

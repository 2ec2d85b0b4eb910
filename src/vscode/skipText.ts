import * as vscode from "vscode";
import type { SkipReason } from "../core/plan.ts";

/** Why an image is left out of a lot, after its name. */
export function skipText(why: SkipReason): string {
  switch (why) {
    case "done":
      return vscode.l10n.t("already upscaled with these options, here or as a copy");
    case "ours":
      return vscode.l10n.t("made by Clarity Upscaler itself");
    case "largeEnough":
      return vscode.l10n.t("large enough already");
    case "tooLarge":
      return vscode.l10n.t("too large for the model");
    case "empty":
      return vscode.l10n.t("an empty file");
    case "svg":
      return vscode.l10n.t("an SVG, which is sharp at every size");
    case "animated":
      return vscode.l10n.t("animated");
    case "truncated":
    case "damaged":
      return vscode.l10n.t("damaged");
    case "notAnImage":
    case "unsupportedFormat":
      return vscode.l10n.t("not a PNG, JPEG or WebP image inside");
    case "cannotRead":
      return vscode.l10n.t("cannot be read");
  }
}

import * as vscode from "vscode";
import type { Choice } from "../../core/choice.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { decimal, joined } from "./forecastText.ts";

/** A size as it was asked for: `2×`, `1920 pixels wide`. */
export function sizeLabel(size: TargetSize): string {
  switch (size.kind) {
    case "factor":
      return vscode.l10n.t("{0}×", decimal(size.factor));
    case "width":
      return vscode.l10n.t("{0} pixels wide", size.pixels);
    case "height":
      return vscode.l10n.t("{0} pixels high", size.pixels);
    case "megapixels":
      return vscode.l10n.t("{0} megapixels", decimal(size.megapixels));
  }
}

/** A choice in one line: `2× · Clarity at fal.ai · Portrait`. */
export const choiceText = ({ size, model, preset, denoise }: Choice): string =>
  joined([sizeLabel(size), ...wayText(model, preset, denoise)]);

function wayText(
  model: Choice["model"],
  preset: string | undefined,
  denoise: Choice["denoise"],
): string[] {
  switch (model) {
    case "clarity":
      return [vscode.l10n.t("Clarity at fal.ai"), preset ?? vscode.l10n.t("own values")];
    case "device-fast":
      return [vscode.l10n.t("On This Device: Fast")];
    case "device-standard":
      return [
        denoise === "never"
          ? vscode.l10n.t("On This Device: Standard without denoising")
          : vscode.l10n.t("On This Device: Standard"),
      ];
  }
}

import * as vscode from "vscode";
import type { ClarityInputs } from "../../core/presets.ts";
import { decimal } from "./forecastText.ts";

/** One of Clarity's inputs, for people. */
export interface Parameter {
  readonly name: keyof ClarityInputs;
  readonly label: string;
  /** What it does, for somebody who never heard of it. */
  readonly hint: string;
}

/** Every input, those that matter most first. */
export const parameters = (): Parameter[] => [
  {
    name: "creativity",
    label: vscode.l10n.t("Creativity"),
    hint: vscode.l10n.t(
      "How much detail may be invented: 0 keeps to the picture, 1 reimagines it.",
    ),
  },
  {
    name: "resemblance",
    label: vscode.l10n.t("Resemblance"),
    hint: vscode.l10n.t("How closely the shapes of the picture must be followed."),
  },
  {
    name: "guidanceScale",
    label: vscode.l10n.t("Guidance Scale"),
    hint: vscode.l10n.t("How strictly the words are followed. Much makes contrasts harder."),
  },
  {
    name: "inferenceSteps",
    label: vscode.l10n.t("Inference Steps"),
    hint: vscode.l10n.t("Rounds of work. More take longer and are rarely better above 25."),
  },
  {
    name: "prompt",
    label: vscode.l10n.t("Prompt"),
    hint: vscode.l10n.t("What the result should look like, in words."),
  },
  {
    name: "negativePrompt",
    label: vscode.l10n.t("Negative Prompt"),
    hint: vscode.l10n.t("What the result should not look like, in words."),
  },
  {
    name: "seed",
    label: vscode.l10n.t("Seed"),
    hint: vscode.l10n.t("The number that chance starts from. The same one gives the same result."),
  },
  {
    name: "safetyChecker",
    label: vscode.l10n.t("Safety Checker"),
    hint: vscode.l10n.t("fal.ai checks the result for content that is not safe for work."),
  },
];

/** The value of an input as it is shown. */
export function valueText(value: ClarityInputs[keyof ClarityInputs]): string {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) ? String(value) : decimal(value);
    case "boolean":
      return value ? vscode.l10n.t("on") : vscode.l10n.t("off");
    case "string":
      return value.trim() === "" ? vscode.l10n.t("none") : `“${value}”`;
    default:
      return vscode.l10n.t("a new one each time");
  }
}

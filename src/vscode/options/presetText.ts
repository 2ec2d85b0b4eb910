import * as vscode from "vscode";
import type { BuiltInPresetId, Preset, PresetInputs } from "../../core/presets.ts";
import { builtInPresets } from "../../core/presets.ts";
import { parameters, valueText } from "./parameters.ts";

/** A preset in words. */
export interface NamedPreset {
  readonly name: string;
  /** What it is for; the user's own say nothing. */
  readonly purpose?: string;
  readonly inputs: PresetInputs;
}

const words: Record<BuiltInPresetId, () => readonly [name: string, purpose: string]> = {
  faithful: () => [vscode.l10n.t("Faithful"), vscode.l10n.t("stays close to the picture")],
  balanced: () => [vscode.l10n.t("Balanced"), vscode.l10n.t("fal.ai's own defaults")],
  creative: () => [vscode.l10n.t("Creative"), vscode.l10n.t("invents much detail")],
  portrait: () => [vscode.l10n.t("Portrait"), vscode.l10n.t("people stay themselves")],
  illustration: () => [vscode.l10n.t("Illustration"), vscode.l10n.t("drawings with clean lines")],
  textAndUi: () => [
    vscode.l10n.t("Text and UI"),
    vscode.l10n.t("changes little; small letters may still suffer"),
  ],
  gameTexture: () => [vscode.l10n.t("Game Texture"), vscode.l10n.t("fine surfaces, even light")],
};

/** The presets that come along, then the user's own. */
export function namedPresets(presets: readonly Preset[]): NamedPreset[] {
  const builtIn = builtInPresets.map(({ id, inputs }) => {
    const [name, purpose] = words[id]();
    return { name, purpose, inputs };
  });
  const own = presets.flatMap(({ label, inputs }) =>
    label === undefined ? [] : [{ name: label, inputs }],
  );
  return [...builtIn, ...own];
}

/** Inputs in one line, such as `Creativity 0.35 · Resemblance 0.6`. */
export const valuesText = (inputs: PresetInputs): string =>
  parameters()
    .flatMap(({ name, label }) =>
      inputs[name] === undefined ? [] : [`${label} ${valueText(inputs[name])}`],
    )
    .join(" · ");

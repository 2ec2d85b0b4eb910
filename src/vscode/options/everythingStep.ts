import * as vscode from "vscode";
import type { ClarityInputs } from "../../core/presets.ts";
import { parameters, valueText } from "./parameters.ts";
import { pickRow, separator } from "./pickRow.ts";
import type { Row } from "./pickRow.ts";
import { askInput } from "./inputStep.ts";
import { back } from "./steps.ts";
import type { Answer, Place } from "./steps.ts";

type RowValue = keyof ClarityInputs | "upscale";

export interface EverythingQuestion {
  readonly inputs: ClarityInputs;
  /** What will come of it and its price. */
  readonly note: string;
  /** Hears of every change, so that none is lost on the way back. */
  readonly keep: (inputs: ClarityInputs) => void;
}

/** A list of every input with its value, each of which can be changed, until "Upscale" is chosen. */
export async function askEverything(
  place: Place,
  { inputs: start, note, keep }: EverythingQuestion,
): Promise<Answer<ClarityInputs>> {
  let inputs = start;
  let changed: RowValue = "upscale";
  for (;;) {
    const rows = everythingRows(inputs, note);
    const picked = await pickRow(place, {
      placeholder: vscode.l10n.t("Choose what to change, or Upscale"),
      rows,
      active: rows.find(({ value }) => value === changed),
    });
    if (picked === undefined || picked === back) {
      return picked;
    }
    if (picked === "upscale") {
      return inputs;
    }
    const change = await askInput(picked, inputs, place);
    if (change === undefined) {
      return undefined;
    }
    changed = picked;
    inputs = change === back ? inputs : { ...inputs, ...change };
    keep(inputs);
  }
}

const everythingRows = (inputs: ClarityInputs, note: string): Row<RowValue>[] => [
  { value: "upscale", label: `$(play) ${vscode.l10n.t("Upscale")}`, description: note },
  separator(vscode.l10n.t("Clarity's inputs")),
  ...parameters().map(({ name, label, hint }) => ({
    value: name,
    label,
    description: valueText(inputs[name]),
    detail: hint,
  })),
];

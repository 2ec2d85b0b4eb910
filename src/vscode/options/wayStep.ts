import * as vscode from "vscode";
import { forecast } from "../../core/forecast.ts";
import type { ClarityInputs } from "../../core/presets.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { priceText } from "../priceText.ts";
import { sizeLabel } from "./choiceText.ts";
import { askEverything } from "./everythingStep.ts";
import { forecastText, joined } from "./forecastText.ts";
import { pickRow } from "./pickRow.ts";
import type { OptionsQuestion, Way } from "./question.ts";
import { title } from "./sizeStep.ts";
import { back } from "./steps.ts";
import type { Answer } from "./steps.ts";
import { activeWayRow, wayRows } from "./wayRows.ts";

export interface WayQuestion {
  readonly size: TargetSize;
  readonly totalSteps: number;
  /** The row to begin with. */
  readonly before: Way | undefined;
  /** Leaves the models on this device out. */
  readonly onlyClarity: boolean;
}

/** The second step: by which preset, with which inputs, or on this device. */
export async function askWay(
  question: OptionsQuestion,
  { size, totalSteps, before, onlyClarity }: WayQuestion,
): Promise<Answer<Way>> {
  const place = { title: joined([title(question), sizeLabel(size)]), step: 2, totalSteps };
  const rows = wayRows(question, size, onlyClarity);
  let active = activeWayRow(question, rows, before);
  let inputs = startOf(question, before);
  for (;;) {
    const picked = await pickRow(place, { placeholder: placeholder(question), rows, active });
    if (picked === undefined || picked === back) {
      return picked;
    }
    if (picked !== "everything") {
      return picked.way;
    }
    const set = await askEverything(
      { ...place, step: 3, totalSteps: totalSteps + 1 },
      { inputs, note: clarityNote(question, size), keep: (kept) => (inputs = kept) },
    );
    if (set !== back) {
      return set && { model: "clarity", inputs: set };
    }
    active = rows.find(({ value }) => value === "everything");
  }
}

const placeholder = ({ price }: OptionsQuestion): string =>
  vscode.l10n.t("How? Estimates at {0}", priceText(price));

/** Own inputs of the last time go on where they were. */
const startOf = ({ current }: OptionsQuestion, before: Way | undefined): ClarityInputs =>
  (before?.preset === undefined ? before?.inputs : undefined) ?? current.inputs;

const clarityNote = ({ images, price }: OptionsQuestion, size: TargetSize): string =>
  forecastText(forecast(images, size, "clarity"), "clarity", price);

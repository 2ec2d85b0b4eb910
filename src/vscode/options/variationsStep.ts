import * as vscode from "vscode";
import { forecast } from "../../core/forecast.ts";
import type { ClarityInputs } from "../../core/presets.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { creativitiesAround, variationCounts, variationsOf } from "../../core/variations.ts";
import type { Variation, Varied } from "../../core/variations.ts";
import { priceText } from "../priceText.ts";
import { sizeLabel } from "./choiceText.ts";
import { decimal, estimateText, joined, sizeText } from "./forecastText.ts";
import { pickRow, separator } from "./pickRow.ts";
import type { Row } from "./pickRow.ts";
import type { OptionsQuestion, Way } from "./question.ts";
import { title } from "./sizeStep.ts";
import type { Answer } from "./steps.ts";

interface Base {
  readonly size: TargetSize | undefined;
  readonly way: Way | undefined;
}

/** The last step of variations: what differs and how many there are, with the price of all. */
export async function pickVariations(
  question: OptionsQuestion,
  { size, way }: Base,
): Promise<Answer<readonly Variation[]>> {
  if (!size) {
    return undefined;
  }
  const inputs = way?.inputs ?? question.current.inputs;
  const picked = await pickRow(
    {
      title: joined([title(question), sizeLabel(size), way?.preset]),
      step: 3,
      totalSteps: 3,
    },
    {
      placeholder: vscode.l10n.t(
        "What should differ? Estimates for all at {0}",
        priceText(question.price),
      ),
      rows: variationRows(question, size, inputs),
    },
  );
  return typeof picked === "object" ? variationsOf(inputs, picked.input, picked.count) : picked;
}

interface Plan {
  readonly input: Varied["input"];
  readonly count: number;
}

function variationRows(
  question: OptionsQuestion,
  size: TargetSize,
  inputs: ClarityInputs,
): Row<Plan>[] {
  const row = (input: Varied["input"], detail: (count: number) => string) => (count: number) => ({
    value: { input, count },
    label: vscode.l10n.t("{0} Variations", count),
    description: noteFor(question, size, count),
    detail: detail(count),
  });
  return [
    separator(vscode.l10n.t("by chance")),
    ...variationCounts.map(
      row("seed", () =>
        vscode.l10n.t("The same settings, each drawn anew by chance (another seed)."),
      ),
    ),
    separator(vscode.l10n.t("by creativity")),
    ...variationCounts.map(
      row("creativity", (count) =>
        vscode.l10n.t("Creativity {0}.", listText(creativitiesAround(inputs.creativity, count))),
      ),
    ),
  ];
}

function noteFor({ images, price }: OptionsQuestion, size: TargetSize, count: number): string {
  const result = forecast(images, size, "clarity");
  const { megapixels } = result;
  return joined([
    sizeText(result),
    estimateText(megapixels === undefined ? undefined : megapixels * count, price),
  ]);
}

const listText = (values: readonly number[]): string =>
  new Intl.ListFormat(vscode.env.language).format(values.map(decimal));

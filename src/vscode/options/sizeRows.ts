import * as vscode from "vscode";
import type { Choice } from "../../core/choice.ts";
import { forecast, isSized } from "../../core/forecast.ts";
import type { Model } from "../../core/model.ts";
import { models } from "../../core/model.ts";
import { largestScale } from "../../core/sizeLimits.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { choiceText, sizeLabel } from "./choiceText.ts";
import { decimal, estimateText, forecastText, joined, sizeText } from "./forecastText.ts";
import { separator } from "./pickRow.ts";
import type { Row } from "./pickRow.ts";
import type { OptionsQuestion } from "./question.ts";

/** What a row of the first step leads to: a size, a box to type one, or the last choice as it was. */
export type SizeRowValue =
  | { readonly size: TargetSize }
  | { readonly typed: TargetSize["kind"] }
  | { readonly again: Choice };

const factors = [1.5, 2, 3, 4];

/** The rows of the first step. Without sizes in pixels only factors make sense. */
export function sizeRows(question: OptionsQuestion, offerLast: boolean): Row<SizeRowValue>[] {
  const isKnown = question.images.every(isSized);
  return [
    ...(offerLast ? lastRows(question, isKnown) : []),
    separator(vscode.l10n.t("times larger")),
    ...offeredFactors(question).map((factor) => factorRow(question, factor)),
    typedRow("factor", vscode.l10n.t("Other Factor…"), vscode.l10n.t("from 1 to 4")),
    ...(isKnown
      ? [
          separator(vscode.l10n.t("to a size")),
          typedRow("width", vscode.l10n.t("Width…"), vscode.l10n.t("in pixels")),
          typedRow("height", vscode.l10n.t("Height…"), vscode.l10n.t("in pixels")),
          typedRow("megapixels", vscode.l10n.t("Megapixels…"), vscode.l10n.t("width times height")),
        ]
      : []),
  ];
}

/** The row of a size: its own, the largest factor for one that is more, or the box in which it is typed. */
export function activeRow(
  question: OptionsQuestion,
  rows: readonly Row<SizeRowValue>[],
  size: TargetSize,
): Row<SizeRowValue> | undefined {
  const largest = largestFactor(question) ?? Number.POSITIVE_INFINITY;
  const isCut = size.kind === "factor" && size.factor > largest;
  const label = sizeLabel(isCut ? { kind: "factor", factor: largest } : size);
  return (
    rows.find(({ value }) => value && "size" in value && sizeLabel(value.size) === label) ??
    rows.find(({ value }) => value && "typed" in value && value.typed === size.kind)
  );
}

/** What will come of a size, whichever way it is made. */
export function sizeNote(question: OptionsQuestion, size: TargetSize): string {
  const model = sizingModel(question);
  const result = forecast(question.images, size, model);
  if (model === "clarity") {
    return forecastText(result, model, question.price);
  }
  const { count, megapixels } = forecast(question.images, size, "clarity");
  return joined([
    sizeText(result),
    vscode.l10n.t("free on this device"),
    count > 0
      ? vscode.l10n.t("{0} at fal.ai", estimateText(megapixels, question.price))
      : undefined,
  ]);
}

/** The model whose limits count before one is chosen: the current one, or one that takes an image at all. */
export function sizingModel({ images, current }: OptionsQuestion): Model {
  const preferred = current.model ?? "clarity";
  const takes = (model: Model) =>
    images.some((image) => !isSized(image) || largestScale(image, model) !== undefined);
  return [preferred, ...models].find(takes) ?? preferred;
}

/** The largest factor that works for the only image; undefined for several, or where none is known. */
function largestFactor(question: OptionsQuestion): number | undefined {
  const [image, ...others] = question.images;
  return image && others.length === 0 && isSized(image)
    ? largestScale(image, sizingModel(question))
    : undefined;
}

function offeredFactors(question: OptionsQuestion): number[] {
  const largest = largestFactor(question) ?? Number.POSITIVE_INFINITY;
  const offered = factors.filter((factor) => factor <= largest);
  const isCut = offered.length < factors.length && !offered.includes(largest);
  return isCut ? [...offered, largest] : offered;
}

function factorRow(question: OptionsQuestion, factor: number): Row<SizeRowValue> {
  const isCut = factor === largestFactor(question) && factor < Math.max(...factors);
  return {
    value: { size: { kind: "factor", factor } },
    label: vscode.l10n.t("{0}×", decimal(factor)),
    description: joined([
      sizeNote(question, { kind: "factor", factor }),
      isCut ? vscode.l10n.t("the largest that works") : undefined,
    ]),
  };
}

const typedRow = (
  typed: TargetSize["kind"],
  label: string,
  description: string,
): Row<SizeRowValue> => ({ value: { typed }, label, description });

/** The last choice as a whole, where it makes sense for these images. */
function lastRows(question: OptionsQuestion, isKnown: boolean): Row<SizeRowValue>[] {
  const { images, last, price } = question;
  if (!last || (!isKnown && last.size.kind !== "factor")) {
    return [];
  }
  const result = forecast(images, last.size, last.model);
  return result.count === 0
    ? []
    : [
        {
          value: { again: last },
          label: `$(history) ${vscode.l10n.t("As Last Time")}`,
          description: forecastText(result, last.model, price),
          detail: choiceText(last),
        },
      ];
}

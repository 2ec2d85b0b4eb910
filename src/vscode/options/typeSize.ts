import * as vscode from "vscode";
import { forecast, isSized } from "../../core/forecast.ts";
import { numberRanges } from "../../core/options.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { typedNumber } from "../../core/typedNumber.ts";
import { priceText } from "../priceText.ts";
import type { OptionsQuestion } from "./question.ts";
import { sizeNote, sizingModel } from "./sizeRows.ts";
import type { Answer, Place } from "./steps.ts";
import { typeText } from "./typeText.ts";
import type { Reading } from "./typeText.ts";

type Kind = TargetSize["kind"];

/** Asks for a size of a kind; what comes of it and its price are shown as it is typed. */
export const typeSize = (
  kind: Kind,
  question: OptionsQuestion,
  place: Place,
  before: TargetSize,
): Promise<Answer<TargetSize>> =>
  typeText(place, {
    prompt: prompts[kind](),
    placeholder: vscode.l10n.t("Estimates at {0}", priceText(question.price)),
    text: before.kind === kind ? numberOf(before) : "",
    read: (text) => readSize(kind, text, question),
  });

const prompts: Record<Kind, () => string> = {
  factor: () => vscode.l10n.t("How many times wider and higher, from 1 to 4"),
  width: () => vscode.l10n.t("How many pixels wide the result is to be"),
  height: () => vscode.l10n.t("How many pixels high the result is to be"),
  megapixels: () => vscode.l10n.t("How many megapixels the result is to have, such as 8 or 2.5"),
};

function numberOf(size: TargetSize): string {
  switch (size.kind) {
    case "factor":
      return String(size.factor);
    case "width":
    case "height":
      return String(size.pixels);
    case "megapixels":
      return String(size.megapixels);
  }
}

function readSize(kind: Kind, text: string, question: OptionsQuestion): Reading<TargetSize> {
  const size = toSize(kind, typedNumber(text));
  if (size === undefined) {
    return { error: wrongNumber[kind]() };
  }
  const result = forecast(question.images, size, sizingModel(question));
  if (result.largeEnough === question.images.length) {
    return { error: largeEnough(question) };
  }
  const note = sizeNote(question, size);
  return { value: size, note, warning: result.limited > 0 ? note : undefined };
}

/** Undefined for a number that is none of this kind. */
function toSize(kind: Kind, number: number | undefined): TargetSize | undefined {
  if (number === undefined || number <= 0) {
    return undefined;
  }
  switch (kind) {
    case "factor": {
      const { minimum, maximum } = numberRanges.scale;
      return number >= minimum && number <= maximum ? { kind, factor: number } : undefined;
    }
    case "width":
    case "height":
      return Number.isSafeInteger(number) ? { kind, pixels: number } : undefined;
    case "megapixels":
      return { kind, megapixels: number };
  }
}

const pixels = () => vscode.l10n.t("Type a whole number of pixels, such as 1920.");

const wrongNumber: Record<Kind, () => string> = {
  factor: () => vscode.l10n.t("Type a number from 1 to 4, such as 2.5."),
  width: pixels,
  height: pixels,
  megapixels: () => vscode.l10n.t("Type a number of megapixels, such as 8 or 2.5."),
};

function largeEnough({ images }: OptionsQuestion): string {
  const [image] = images;
  return images.length === 1 && image && isSized(image)
    ? vscode.l10n.t("The image has {0} × {1} pixels already; type more.", image.width, image.height)
    : vscode.l10n.t("The images are as large already; type more.");
}

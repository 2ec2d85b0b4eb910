import * as vscode from "vscode";
import type { Choice } from "../../core/choice.ts";
import { isSized } from "../../core/forecast.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { priceText } from "../priceText.ts";
import { pickRow } from "./pickRow.ts";
import type { Row } from "./pickRow.ts";
import type { OptionsQuestion } from "./question.ts";
import { activeRow, sizeRows } from "./sizeRows.ts";
import type { SizeRowValue } from "./sizeRows.ts";
import { back } from "./steps.ts";
import type { Answer } from "./steps.ts";
import { typeSize } from "./typeSize.ts";

/** A size, or the last choice as a whole. */
export type SizeAnswer = { readonly size: TargetSize } | { readonly again: Choice };

/** The first step: how large. `offerLast` puts the last choice on top. */
export async function askSize(
  question: OptionsQuestion,
  totalSteps: number,
  before: TargetSize | undefined,
  offerLast: boolean,
): Promise<Answer<SizeAnswer>> {
  const place = { title: title(question), step: 1, totalSteps };
  let active = before ?? { kind: "factor" as const, factor: question.current.scale };
  for (;;) {
    const rows = sizeRows(question, offerLast);
    const picked = await pickRow(place, {
      placeholder: placeholder(question),
      rows,
      active: firstRow(rows, before) ?? activeRow(question, rows, active),
    });
    if (picked === undefined || picked === back || !("typed" in picked)) {
      return picked;
    }
    const typed = await typeSize(picked.typed, question, place, active);
    if (typed !== back) {
      return typed && { size: typed };
    }
  }
}

/** The last choice, where nothing was said yet. */
const firstRow = (rows: readonly Row<SizeRowValue>[], before: TargetSize | undefined) =>
  before ? undefined : rows.find(({ value }) => value && "again" in value);

const placeholder = ({ price }: OptionsQuestion): string =>
  vscode.l10n.t("How large? Estimates at {0}", priceText(price));

/** `Upscale hero.png (1280 × 720)`, `Upscale 12 Images`. */
export function title({ images }: OptionsQuestion): string {
  const [image, ...others] = images;
  if (!image || others.length > 0) {
    return vscode.l10n.t("Upscale {0} Images", images.length);
  }
  return isSized(image)
    ? vscode.l10n.t("Upscale {0} ({1} × {2})", image.name, image.width, image.height)
    : vscode.l10n.t("Upscale {0}", image.name);
}

import * as vscode from "vscode";
import type { Forecast } from "../../core/forecast.ts";
import type { Model } from "../../core/model.ts";
import type { Price } from "../../core/price.ts";
import { costText } from "../priceText.ts";

/** A number in VS Code's language, with two decimals at most. */
export const decimal = (value: number): string =>
  new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 2 }).format(value);

export const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter(Boolean).join(" · ");

/** What will come of it, in one line: `2560 × 1440 · about $0.11 (estimate)`. */
export const forecastText = (forecast: Forecast, model: Model, price: Price): string =>
  joined([sizeText(forecast), priceNote(forecast, model, price), limitNote(forecast)]);

/** The pixels of the results, as far as they are the same and known; of several the megapixels as well. */
export function sizeText({ count, size, megapixels }: Forecast): string {
  const pixels = size && `${size.width} × ${size.height}`;
  return count > 1
    ? joined([
        pixels && vscode.l10n.t("{0} each", pixels),
        megapixels === undefined ? undefined : megapixelText(megapixels),
      ])
    : (pixels ?? "");
}

const megapixelText = (megapixels: number): string =>
  vscode.l10n.t(
    "{0} megapixels in all",
    new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 1 }).format(megapixels),
  );

/** What it costs in all; nothing where nothing is made. */
export function priceNote({ count, megapixels }: Forecast, model: Model, price: Price): string {
  if (count === 0) {
    return "";
  }
  return model === "clarity" ? estimateText(megapixels, price) : vscode.l10n.t("free");
}

/** What becomes of images that cannot be as large as was asked for; empty where all can. */
export function limitNote({ count, scale, limited, largeEnough, refused }: Forecast): string {
  const total = count + largeEnough + refused;
  return joined([
    limited > 0 ? limitedText(limited, total, limited === count ? scale : undefined) : undefined,
    largeEnough > 0
      ? vscode.l10n.t("{0} of {1} large enough already", largeEnough, total)
      : undefined,
    refused > 0 ? refusedText(refused, total) : undefined,
  ]);
}

const refusedText = (refused: number, total: number): string =>
  refused === total
    ? vscode.l10n.t("too large")
    : vscode.l10n.t("{0} of {1} too large", refused, total);

const limitedText = (limited: number, total: number, scale: number | undefined): string =>
  scale === undefined
    ? vscode.l10n.t("{0} of {1} as large as works", limited, total)
    : vscode.l10n.t("{0}× is the largest that works", decimal(scale));

/** `about $0.13 (estimate)`. */
export const estimateText = (megapixels: number | undefined, price: Price): string =>
  megapixels === undefined
    ? vscode.l10n.t("price unknown")
    : vscode.l10n.t("{0} (estimate)", costText(megapixels, price));

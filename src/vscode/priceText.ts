import * as vscode from "vscode";
import { estimatedCost } from "../core/price.ts";
import type { Price } from "../core/price.ts";

/** Dollars in VS Code's language, with as many digits as a price of cents needs. */
export const dollars = (amount: number): string =>
  new Intl.NumberFormat(vscode.env.language, {
    style: "currency",
    currency: "USD",
    // What costs something must not look free.
    maximumFractionDigits: amount > 0 && amount < 0.01 ? 4 : 2,
  }).format(amount);

/** What so many megapixels cost: `about $0.13`. */
export const costText = (megapixels: number, price: Price): string =>
  vscode.l10n.t("about {0}", dollars(estimatedCost(megapixels, price)));

/** Where a price is from: `fal.ai's list price of $0.03 a megapixel (2026-11)`. */
export function priceText({ dollarsPerMegapixel, origin, date }: Price): string {
  const amount = dollars(dollarsPerMegapixel);
  return origin === "list"
    ? vscode.l10n.t("fal.ai's list price of {0} a megapixel ({1})", amount, date)
    : vscode.l10n.t("your account's price of {0} a megapixel ({1})", amount, date);
}

import type { Ledger } from "../core/ledger.ts";
import { openDocument } from "./markdown.ts";
import type { PriceBook } from "./priceBook.ts";
import { spendingText } from "./spendingText.ts";

/** Opens what was spent, as a document of this moment. */
export async function showSpending(ledger: Ledger, prices: PriceBook): Promise<void> {
  const [price] = await Promise.all([prices.refresh(), ledger.update()]);
  const now = Date.now();
  await openDocument(spendingText(ledger.spending(now), price, now));
}

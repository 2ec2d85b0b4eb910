import type { Connection } from "../../core/connection.ts";
import type { Price } from "../../core/price.ts";
import { isRecord } from "../../core/record.ts";
import { endpointId } from "./endpoint.ts";
import { falFetch } from "./falFetch.ts";
import { defaultTiming } from "./timing.ts";

const address = `https://api.fal.ai/v1/models/pricing?endpoint_id=${encodeURIComponent(endpointId)}`;

/** Milliseconds. A price that comes later is of no use to the run that asked. */
const deadline = 10_000;

/** Dollars. What is dearer by the megapixel is a mistake of somebody, and not to be believed. */
const mostDollars = 100;

/** Entries that are looked at: one was asked for. */
const mostEntries = 50;

/** The list price is per megapixel of the result; what another unit means for this model is not known. */
const perMegapixel = /^\s*(output )?megapixels?\s*$/i;

/**
 * What fal charges the owner of the key for a megapixel of a result, with their discount if there is one.
 * Undefined where fal does not say so in words that are understood, and behind a proxy of the settings, whose
 * owner pays. Never rejects. Source: fal's Platform API, `GET /v1/models/pricing`.
 */
export async function fetchPrice(
  { key, proxyUrl }: Connection,
  fetch: typeof globalThis.fetch,
  now: () => number = Date.now,
): Promise<Price | undefined> {
  if (key === "" || proxyUrl !== "") {
    return undefined;
  }
  try {
    const timing = { ...defaultTiming, apiDeadline: deadline };
    const response = await falFetch({ fetch, timing })(address, {
      headers: { accept: "application/json", authorization: `Key ${key}` },
    });
    return toPrice(await response.json(), now());
  } catch {
    return undefined;
  }
}

/** Reads an answer, which may hold anything. */
function toPrice(body: unknown, now: number): Price | undefined {
  const prices: unknown = isRecord(body) ? body["prices"] : undefined;
  const entries: readonly unknown[] = Array.isArray(prices) ? prices.slice(0, mostEntries) : [];
  const dollarsPerMegapixel = entries.map(dollarsOf).find((dollars) => dollars !== undefined);
  const date = new Date(now).toISOString().slice(0, "2026-11-29".length);
  return dollarsPerMegapixel === undefined
    ? undefined
    : { dollarsPerMegapixel, origin: "account", date };
}

/** Dollars for a megapixel of our endpoint; undefined for an entry that says anything else. */
function dollarsOf(entry: unknown): number | undefined {
  if (!isRecord(entry) || entry["endpoint_id"] !== endpointId || entry["currency"] !== "USD") {
    return undefined;
  }
  const { unit, unit_price: price } = entry;
  const isMegapixel = typeof unit === "string" && perMegapixel.test(unit);
  return isMegapixel && typeof price === "number" && price > 0 && price <= mostDollars
    ? price
    : undefined;
}

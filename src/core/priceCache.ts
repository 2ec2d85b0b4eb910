import type { Connection } from "./connection.ts";
import { delay } from "./delay.ts";
import { listPrice } from "./price.ts";
import type { Price } from "./price.ts";

export interface PriceSource {
  /** What fal charges the owner of the key; undefined where it does not say. */
  readonly fetchPrice: (connection: Connection) => Promise<Price | undefined>;
  /** The settings and the key of now; without a key, nothing is asked for. */
  readonly connection: () => Promise<Connection>;
  readonly now?: () => number;
  /** Milliseconds that a command waits for a price, which is worth no more of anybody's time. */
  readonly patience?: number;
}

/** Milliseconds that a price is believed, and that fal is left in peace after it gave none. */
const lifetimes = { known: 60 * 60_000, unknown: 5 * 60_000 };

/** What a megapixel costs: the list price, until fal tells the user's own. */
export class PriceCache {
  readonly #source: Required<PriceSource>;
  #price = listPrice;
  #asking: Promise<void> | undefined;
  #key = "";
  #askAgainAt = Number.NEGATIVE_INFINITY;

  constructor(source: PriceSource) {
    this.#source = { now: Date.now, patience: 1500, ...source };
  }

  /** The newest price that is known. */
  current(): Price {
    return this.#price;
  }

  /**
   * The price of now, or the newest that is known where fal does not answer in a moment; its answer then
   * counts from the next time on. Never rejects.
   */
  async refresh(): Promise<Price> {
    this.#asking ??= this.#ask()
      // Such as a setting that cannot be used, which the command itself tells.
      .catch(() => undefined)
      .finally(() => (this.#asking = undefined));
    const answered = new AbortController();
    const waited = delay(this.#source.patience, answered.signal).catch(() => undefined);
    await Promise.race([this.#asking, waited]);
    answered.abort();
    return this.#price;
  }

  async #ask(): Promise<void> {
    const { connection, fetchPrice, now } = this.#source;
    const asked = await connection();
    // The price is of an account. A proxy has its own, which nobody tells.
    const key = asked.proxyUrl === "" ? asked.key : "";
    if (key !== this.#key) {
      this.#price = listPrice;
    } else if (now() < this.#askAgainAt) {
      return;
    }
    this.#key = key;
    const price = key === "" ? undefined : await fetchPrice(asked);
    this.#price = price ?? this.#price;
    this.#askAgainAt = now() + (price ? lifetimes.known : lifetimes.unknown);
  }
}

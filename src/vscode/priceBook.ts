import { needsKey } from "../core/connection.ts";
import { PriceCache } from "../core/priceCache.ts";
import type { ApiKey } from "./apiKey.ts";
import type { Host } from "./host.ts";
import { cloudSettings } from "./settings.ts";

/** `PriceCache` for the key that is stored, which nobody is asked for. */
export class PriceBook extends PriceCache {
  constructor({ fetchPrice }: Pick<Host, "fetchPrice">, apiKey: Pick<ApiKey, "stored">) {
    const storedKey = async () => (await apiKey.stored()) ?? "";
    super({
      fetchPrice,
      connection: async () => {
        const settings = cloudSettings();
        return { ...settings, key: needsKey(settings) ? await storedKey() : "" };
      },
    });
  }
}

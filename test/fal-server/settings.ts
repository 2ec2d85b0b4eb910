import type { ErrorStyle } from "./outcome.ts";

/** How fast bodies travel; null is as fast as they can. */
interface Network {
  /** Towards the server, per connection. */
  readonly uploadBytesPerSecond: number | null;
  /** Towards the caller, per connection. */
  readonly downloadBytesPerSecond: number | null;
  /** Added before every answer, in milliseconds. */
  readonly latencyMs: number;
}

/** A price in the words of fal's Platform API. */
export interface ModelPrice {
  readonly unit_price: number;
  readonly unit: string;
  readonly currency: string;
}

/** What holds for the whole server, and can be changed while it runs. */
export interface FalServerSettings {
  /** The keys that are good; null accepts every `id:secret`. */
  readonly keys: readonly string[] | null;
  /** Accounts without credit, by key, or all: nothing new is taken from them (403), while status still answers. */
  readonly lockedKeys: readonly string[] | "all";
  /** Whether a call in the form of a server-side proxy must bring a key. A real proxy adds its own. */
  readonly proxyNeedsKey: boolean;
  /** How many jobs run at a time. fal allows a new account two. */
  readonly concurrency: number;
  /** Where bad input is told: on the result of a COMPLETED request, as fal does, or at submit. */
  readonly rejectInput: "onResult" | "atSubmit";
  readonly errorStyle: ErrorStyle;
  /** 50 MiB in fal's Python toolkit. */
  readonly maxInputBytes: number;
  /** Longest side of an input image in pixels; null for no limit. */
  readonly maxInputSide: number | null;
  /** How long a finished request can be asked about; about an hour by fal's queue docs. */
  readonly resultRetentionSeconds: number;
  /** Between two `: ping` comments of a status stream. */
  readonly pingMs: number;
  /** What the Platform API says that the model costs. */
  readonly price: ModelPrice;
  readonly network: Network;
}

export const defaultSettings: FalServerSettings = {
  keys: null,
  lockedKeys: [],
  proxyNeedsKey: false,
  concurrency: 2,
  rejectInput: "onResult",
  errorStyle: "fal",
  maxInputBytes: 50 * 1024 * 1024,
  maxInputSide: null,
  resultRetentionSeconds: 3600,
  pingMs: 15_000,
  // fal's llms.txt of the model.
  price: { unit_price: 0.03, unit: "megapixels", currency: "USD" },
  network: { uploadBytesPerSecond: null, downloadBytesPerSecond: null, latencyMs: 0 },
};

/** Settings to change; `network` may be given in part. */
export type SettingsChange = Partial<Omit<FalServerSettings, "network">> & {
  readonly network?: Partial<Network>;
};

export function changedSettings(
  settings: FalServerSettings,
  change: SettingsChange,
): FalServerSettings {
  return { ...settings, ...change, network: { ...settings.network, ...change.network } };
}

import { UpscaleError } from "../../core/errors.ts";
import type { Look } from "../../core/hostedAddress.ts";
import { isResultAddress } from "../../core/resultAddress.ts";
import { mostSourceBytes } from "../../core/sizeLimits.ts";
import { fetchBytes } from "./fetchBytes.ts";

/** Milliseconds without a byte, and in all: a person waits, and can go on without. */
const stallDeadline = 15_000;
const longest = 60_000;

/**
 * Looks at an image that is hosted elsewhere, without a key, before a backend fetches it. Addresses on the way
 * are held to the same rule as a result's. Rejects with an abort only.
 */
export async function lookAt(
  url: URL,
  allowLoopback: boolean,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Look> {
  const mayFetch = (address: URL) => isResultAddress(address, allowLoopback);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(longest)]);
  const timing = { stallDeadline };
  try {
    const most = mostSourceBytes;
    return await fetchBytes(url, most, { fetch, timing, mayFetch, signal: limited });
  } catch (error) {
    signal.throwIfAborted();
    const isTooLong = error instanceof UpscaleError && error.subject === "tooLong";
    return isTooLong ? "tooLarge" : "unreachable";
  }
}

import { delay } from "../../core/delay.ts";

/** Node's, where there is one: it lets a turn of the event loop pass, without a timer's millisecond. */
declare const setImmediate: ((then: () => void) => void) | undefined;

/**
 * Resolves when a connection whose answer has just been read to its end carries the next call. Node's `fetch`
 * takes it back a turn of the event loop later (undici, client-h1.js, onMessageComplete), and opens another one,
 * which takes two or three round trips, for a call that comes sooner.
 */
export const connectionBack = (): Promise<void> =>
  typeof setImmediate === "undefined" ? delay(0) : new Promise((resolve) => setImmediate(resolve));

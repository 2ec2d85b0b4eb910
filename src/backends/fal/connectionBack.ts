import { delay } from "../../core/delay.ts";

/**
 * Resolves when a connection whose answer has just been read to its end carries the next call. Node's `fetch`
 * takes it back a turn of the event loop later (undici, client-h1.js, onMessageComplete), and opens another one,
 * which takes two or three round trips, for a call that comes sooner.
 */
export const connectionBack = (): Promise<void> => delay(0);

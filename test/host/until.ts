import { setTimeout as delay } from "node:timers/promises";

const limitMs = 60_000;
const pauseMs = 20;

/** Resolves as soon as `condition` holds; rejects with `what` was awaited after a minute. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  for (const end = Date.now() + limitMs; !(await condition());) {
    if (Date.now() > end) {
      throw new Error(`It never came to this: ${what}`);
    }
    await delay(pauseMs);
  }
}

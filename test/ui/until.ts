import { setTimeout as delay } from "node:timers/promises";

const limit = 60_000;

/** Waits, at most a minute, for something that no locator of the page can wait for. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + limit;
  while (!(await isTrue())) {
    if (Date.now() > end) {
      throw new Error(`not within ${limit / 1000} seconds: ${what}`);
    }
    await delay(50);
  }
}

import { setTimeout } from "node:timers/promises";

/** Milliseconds of a clock that all processes of a machine share and nobody sets. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Resolves when `now()` has come to `time`, give or take the millisecond that timers count in. */
export async function until(time: number): Promise<void> {
  for (let wait = time - now(); wait >= 1; wait = time - now()) {
    await setTimeout(Math.floor(wait));
  }
}

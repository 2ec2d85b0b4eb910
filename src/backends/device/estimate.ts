import type { DeviceStatus } from "../../core/backend.ts";

/** Milliseconds of work before its pace says anything. */
const enoughToTell = 1000;

/** How far `done` of `all` is, after `elapsed` milliseconds at an even pace. */
export function estimate(done: number, all: number, elapsed: number): DeviceStatus {
  const share = all === 0 ? 1 : done / all;
  const secondsLeft =
    elapsed < enoughToTell || share === 0 ? undefined : (elapsed / share - elapsed) / 1000;
  return { phase: "upscaling", percent: 100 * share, secondsLeft };
}

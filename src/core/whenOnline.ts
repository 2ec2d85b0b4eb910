import { delay } from "./delay.ts";
import { UpscaleError } from "./errors.ts";
import type { JobContext } from "./jobContext.ts";

/** Whether the network was away. Of a submit it is only said when nothing can have been sent. */
export const isOffline = (error: unknown): boolean =>
  error instanceof UpscaleError && error.reason === "offline";

/** Repeats `work`, which is safe to repeat when it was offline, until the network is back or the user says no. */
export async function whenOnline<T>(
  work: () => Promise<T>,
  { signal, onProgress, offlinePause }: JobContext,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOffline(error)) {
        throw error;
      }
      onProgress({ phase: "unreachable" });
      await delay(offlinePause, signal);
    }
  }
}

import pRetry from "p-retry";
import { delay } from "../../core/delay.ts";
import { FalRequestError } from "./falRequestError.ts";
import type { Timing } from "./timing.ts";

/** Nobody waits longer than this because a server says so. */
const longestRetryAfter = 60_000;

/** Milliseconds that fal asks us to wait before the next attempt, within reason; 0 if it does not. */
export const retryAfter = (error: Error): number =>
  error instanceof FalRequestError && error.failure.kind === "answer"
    ? Math.min(error.failure.retryAfter ?? 0, longestRetryAfter)
    : 0;

/** Repeats `work` with growing, jittered pauses while its failure is transient (or as `mayRepeat` says), honouring `Retry-After`. */
export function retrying<T>(
  work: () => Promise<T>,
  { retries, firstRetry, longestRetry }: Timing,
  signal?: AbortSignal,
  mayRepeat: (error: FalRequestError) => boolean = ({ isTransient }) => isTransient,
): Promise<T> {
  const isTransient = (error: Error) => error instanceof FalRequestError && mayRepeat(error);
  return pRetry(work, {
    retries,
    minTimeout: firstRetry,
    maxTimeout: longestRetry,
    randomize: true,
    ...(signal && { signal }),
    shouldRetry: ({ error }) => isTransient(error),
    onFailedAttempt: ({ error, retriesLeft }) =>
      retriesLeft > 0 && isTransient(error) ? delay(retryAfter(error), signal) : undefined,
  });
}

import pRetry from "p-retry";
import { FalRequestError } from "./falRequestError.ts";
import { delay } from "./timing.ts";
import type { Timing } from "./timing.ts";

/** Nobody waits longer than this because a server says so. */
const longestRetryAfter = 60_000;

const retryAfter = (error: Error): number =>
  error instanceof FalRequestError && error.failure.kind === "answer"
    ? Math.min(error.failure.retryAfter ?? 0, longestRetryAfter)
    : 0;

/** Repeats `work` with growing, jittered pauses while its failure is transient, honouring `Retry-After`. */
export function retrying<T>(
  work: () => Promise<T>,
  { retries, firstRetry, longestRetry }: Timing,
  signal?: AbortSignal,
): Promise<T> {
  const isTransient = (error: Error) => error instanceof FalRequestError && error.isTransient;
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

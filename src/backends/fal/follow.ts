import type { FalClient } from "@fal-ai/client";
import type { QueuedRequest, RequestStatus } from "../../core/backend.ts";
import { HeldPercent } from "../../core/countedPercent.ts";
import { RequestLog } from "../../core/requestLog.ts";
import { FalRequestError } from "./falRequestError.ts";
import { delay } from "./timing.ts";
import type { Timing } from "./timing.ts";

/** What a status answer may hold; everything but `status` is optional on some day (fal queue docs). */
interface StatusAnswer {
  readonly status?: unknown;
  readonly queue_position?: unknown;
  readonly logs?: unknown;
  readonly error?: unknown;
}

/** Follows a request until fal says that it is completed; resolves to whether it failed. */
export async function followToCompletion(
  { queue }: FalClient,
  { endpointId, requestId }: QueuedRequest,
  onStatus: (status: RequestStatus) => void,
  timing: Timing,
  signal: AbortSignal,
): Promise<{ readonly failed: boolean }> {
  const reader = new StatusReader();
  for (let pause = timing.firstPoll; ; pause = Math.min(pause * 1.25, timing.longestPoll)) {
    try {
      const answer: StatusAnswer = await queue.status(endpointId, {
        requestId,
        logs: true,
        abortSignal: signal,
      });
      onStatus(reader.read(answer));
      if (answer.status === "COMPLETED") {
        return { failed: Boolean(answer.error) };
      }
    } catch (error) {
      if (!(error instanceof FalRequestError && error.isTransient)) {
        throw error;
      }
      // The request goes on at fal, so a network that is away is waited for; the user may cancel.
      onStatus({ phase: "unreachable" });
    }
    await delay(pause, signal);
  }
}

/** Turns answers into statuses, each log line once. */
class StatusReader {
  readonly #log = new RequestLog();
  readonly #percent = new HeldPercent();

  read({ status, queue_position: position, logs }: StatusAnswer): RequestStatus {
    const lines = this.#log.add(logs);
    for (const line of lines) {
      this.#percent.see(line);
    }
    return status === "IN_QUEUE"
      ? { phase: "queued", lines, ahead: typeof position === "number" ? position : undefined }
      : { phase: "running", lines, percent: this.#percent.current };
  }
}

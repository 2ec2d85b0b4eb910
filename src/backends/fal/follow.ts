import type { FalClient } from "@fal-ai/client";
import type { QueuedRequest, RequestStatus } from "../../core/backend.ts";
import { HeldPercent } from "../../core/countedPercent.ts";
import { delay } from "../../core/delay.ts";
import { isRecord } from "../../core/record.ts";
import { RequestLog } from "../../core/requestLog.ts";
import { FalRequestError } from "./falRequestError.ts";
import { retryAfter } from "./retrying.ts";
import type { Timing } from "./timing.ts";

/** A request may be asked about before every part of fal knows it. */
const mostMisses = 3;

/** Follows a request until fal says that it is completed; resolves to whether it failed. */
export async function followToCompletion(
  { queue }: FalClient,
  { endpointId, requestId }: QueuedRequest,
  onStatus: (status: RequestStatus) => void,
  timing: Timing,
  signal: AbortSignal,
): Promise<{ readonly failed: boolean }> {
  const reader = new StatusReader();
  let misses = 0;
  for (let pause = timing.firstPoll; ; pause = Math.min(pause * 1.25, timing.longestPoll)) {
    let wait = pause;
    try {
      const answer: unknown = await queue.status(endpointId, {
        requestId,
        logs: true,
        abortSignal: signal,
      });
      const status = reader.read(answer);
      onStatus(status);
      if (isRecord(answer) && answer["status"] === "COMPLETED") {
        return { failed: Boolean(answer["error"]) };
      }
    } catch (error) {
      if (!(error instanceof FalRequestError)) {
        throw error;
      }
      misses += error.status === 404 ? 1 : 0;
      if (!error.isTransient && (error.status !== 404 || misses >= mostMisses)) {
        throw error;
      }
      // The request goes on at fal, so a network that is away is waited for; the user may cancel.
      onStatus({ phase: "unreachable" });
      wait = Math.max(pause, retryAfter(error));
    }
    await delay(wait, signal);
  }
}

/** Turns answers, which may hold anything, into statuses; each log line once. */
class StatusReader {
  readonly #log = new RequestLog();
  readonly #percent = new HeldPercent();

  read(answer: unknown): RequestStatus {
    if (!isRecord(answer)) {
      return { phase: "unreachable" };
    }
    const { status, queue_position: position, logs } = answer;
    const lines = this.#log.add(logs);
    for (const line of lines) {
      this.#percent.see(line);
    }
    return status === "IN_QUEUE"
      ? { phase: "queued", lines, ahead: typeof position === "number" ? position : undefined }
      : { phase: "running", lines, percent: this.#percent.current };
  }
}

import type { FalClient } from "@fal-ai/client";
import type { QueuedRequest, RequestStatus } from "../../core/backend.ts";
import { delay } from "../../core/delay.ts";
import { FalRequestError } from "./falRequestError.ts";
import { isFalStatus } from "./falStatus.ts";
import type { FalStatus } from "./falStatus.ts";
import { retryAfter } from "./retrying.ts";
import { StatusReporter } from "./statusReporter.ts";
import type { Timing } from "./timing.ts";

/** A request may be asked about before every part of fal knows it. */
const mostMisses = 3;

/** Streams in a row that tell nothing while fal answers polls: something on the way holds them back. */
const mostDeafStreams = 2;

/** The two ways to learn about a request. */
export interface StatusCalls {
  readonly queue: Pick<FalClient["queue"], "status">;
  /** Ends without a word when it cannot tell more. */
  readonly stream: (
    request: QueuedRequest,
    signal: AbortSignal,
  ) => AsyncIterable<readonly FalStatus[]>;
}

/**
 * Follows a request until fal says that it is completed, and reports that as `downloading` at once; resolves to
 * whether it failed. fal tells by a stream; a poll asks for what no stream tells.
 */
export async function followToCompletion(
  calls: StatusCalls,
  request: QueuedRequest,
  onStatus: (status: RequestStatus) => void,
  timing: Timing,
  signal: AbortSignal,
): Promise<{ readonly failed: boolean }> {
  const reporter = new StatusReporter(onStatus);
  const questions = new Questions(calls, request, signal);
  for (let pause = timing.firstPoll; ; pause = Math.min(pause * 1.25, timing.longestPoll)) {
    const askedAt = performance.now();
    let wait = 0;
    try {
      for await (const answers of questions.ask()) {
        reporter.tell(answers);
      }
    } catch (error) {
      wait = questions.waitAfter(error);
      // The request goes on at fal, so a network that is away is waited for; the user may cancel.
      onStatus({ phase: "unreachable" });
    }
    if (reporter.end) {
      return reporter.end;
    }
    await delay(Math.max(wait, pause - (performance.now() - askedAt)), signal);
  }
}

/** Asks about one request, by a stream for as long as streams are of use. */
class Questions {
  readonly #calls: StatusCalls;
  readonly #request: QueuedRequest;
  readonly #signal: AbortSignal;
  #deafStreams = 0;
  #misses = 0;

  constructor(calls: StatusCalls, request: QueuedRequest, signal: AbortSignal) {
    this.#calls = calls;
    this.#request = request;
    this.#signal = signal;
  }

  /** What a stream tells or, if it tells nothing, what a poll is answered. */
  async *ask(): AsyncGenerator<readonly FalStatus[], void, void> {
    const answers = this.#deafStreams < mostDeafStreams ? this.#listen() : [];
    let isDeaf = true;
    for await (const told of answers) {
      isDeaf &&= told.length === 0;
      this.#misses = 0;
      yield told;
    }
    if (isDeaf) {
      const answer = await this.#poll();
      this.#deafStreams += 1;
      yield [answer];
    } else {
      this.#deafStreams = 0;
    }
  }

  #listen(): AsyncIterable<readonly FalStatus[]> {
    return this.#calls.stream(this.#request, this.#signal);
  }

  async #poll(): Promise<FalStatus> {
    const { endpointId, requestId } = this.#request;
    const answer: unknown = await this.#calls.queue.status(endpointId, {
      requestId,
      logs: true,
      abortSignal: this.#signal,
    });
    this.#misses = 0;
    if (!isFalStatus(answer)) {
      throw new FalRequestError("status", { kind: "unreadable" });
    }
    return answer;
  }

  /** Milliseconds to wait at least after a failed question. Throws what is final. */
  waitAfter(error: unknown): number {
    if (!(error instanceof FalRequestError)) {
      throw error;
    }
    this.#misses += error.status === 404 ? 1 : 0;
    if (!error.isTransient && (error.status !== 404 || this.#misses >= mostMisses)) {
      throw error;
    }
    return retryAfter(error);
  }
}

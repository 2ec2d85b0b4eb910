import { parseEndpointId } from "@fal-ai/client";
import type { QueuedRequest } from "../../core/backend.ts";
import { needsKey, proxyAddress } from "../../core/connection.ts";
import type { Connection } from "../../core/connection.ts";
import { answersIn } from "./answersIn.ts";
import { connectionBack } from "./connectionBack.ts";
import { isCompleted } from "./falStatus.ts";
import type { FalStatus } from "./falStatus.ts";
import { guardedFetch } from "./guardedFetch.ts";
import { heeding } from "./heeding.ts";
import type { Timing } from "./timing.ts";

export interface StatusStreamOptions {
  readonly connection: Connection;
  readonly fetch: typeof globalThis.fetch;
  readonly timing: Timing;
}

/**
 * Streams at a time through a proxy without encryption, and so without HTTP/2: browsers have six connections to
 * it, and a submit that has to wait for one of them comes too late.
 */
const mostPlainStreams = 4;

let plainStreams = 0;

/**
 * What fal says about a request by server-sent events, as it says it. Ends after COMPLETED, and also, without a
 * word, when the stream cannot be had, holds what is no status, falls silent, breaks or gets old: what it did not
 * tell can be asked for. Throws nothing but the signal's reason, and leaves no connection open.
 */
export async function* statusStream(
  request: QueuedRequest,
  signal: AbortSignal,
  options: StatusStreamOptions,
): AsyncGenerator<readonly FalStatus[], void, void> {
  const isPlain = proxyAddress(options.connection)?.protocol === "http:";
  if (isPlain && plainStreams >= mostPlainStreams) {
    return;
  }
  const patience = new Patience(options.timing);
  plainStreams += isPlain ? 1 : 0;
  try {
    const until = AbortSignal.any([signal, patience.signal]);
    const response = await open(request, options, until);
    if (response.status === 200 && isEventStream(response) && response.body) {
      for await (const answers of answersIn(heeding(response.body, until))) {
        patience.heard(answers);
        yield answers;
      }
      await connectionBack();
    }
  } catch {
    signal.throwIfAborted();
  } finally {
    plainStreams -= isPlain ? 1 : 0;
    patience.end();
  }
}

const isEventStream = ({ headers }: Response): boolean =>
  headers.get("content-type")?.startsWith("text/event-stream") === true;

function open(
  { endpointId, requestId }: QueuedRequest,
  { connection, fetch }: StatusStreamOptions,
  signal: AbortSignal,
): Promise<Response> {
  const { owner, alias } = parseEndpointId(endpointId);
  const target = new URL(
    `https://queue.fal.run/${owner}/${alias}/requests/${requestId}/status/stream?logs=1`,
  );
  const proxy = proxyAddress(connection);
  return guardedFetch(fetch, proxy)(proxy ?? target, {
    headers: {
      accept: "text/event-stream",
      ...(needsKey(connection) && { authorization: `Key ${connection.key}` }),
      ...(proxy && { "x-fal-target-url": target.href }),
    },
    signal,
  });
}

/** Aborts its signal when a stream has been silent, or there, for too long. */
class Patience {
  readonly #closing = new AbortController();
  readonly #close = () => this.#closing.abort();
  readonly #timing: Timing;
  readonly #life: ReturnType<typeof setTimeout>;
  #silence: ReturnType<typeof setTimeout>;
  #state: "new" | "told" | "completed" = "new";

  constructor(timing: Timing) {
    this.#timing = timing;
    this.#life = setTimeout(this.#close, timing.streamLife);
    this.#silence = setTimeout(this.#close, timing.streamStart);
  }

  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Before the first status a ping is no sign of life: somebody on the way may hold the rest back. */
  heard(answers: readonly FalStatus[]): void {
    if (this.#state === "completed" || (this.#state === "new" && answers.length === 0)) {
      return;
    }
    this.#state = answers.some(isCompleted) ? "completed" : "told";
    const { streamEnd, streamSilence } = this.#timing;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(
      this.#close,
      this.#state === "completed" ? streamEnd : streamSilence,
    );
  }

  end(): void {
    clearTimeout(this.#life);
    clearTimeout(this.#silence);
    this.#close();
  }
}

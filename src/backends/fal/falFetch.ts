import { FalRequestError, networkCode } from "./falRequestError.ts";
import type { FalOperation } from "./falRequestError.ts";
import type { Timing } from "./timing.ts";

type Fetch = typeof globalThis.fetch;

export interface FalFetchOptions {
  readonly fetch: Fetch;
  readonly timing: Timing;
  /** The user's no. A submit and a cancel do not listen: they must come to their end. */
  readonly signal?: AbortSignal | undefined;
}

/** fal's API hosts, the only ones (besides the proxy of the settings) that are ever shown the key. */
const isApiHost = (url: URL): boolean =>
  url.protocol === "https:" && /^(queue\.|rest\.)?fal\.(run|ai)$/.test(url.hostname);

/** What a call of the client is for, from where it goes. */
function operationOf(target: URL, method: string): FalOperation {
  if (!isApiHost(target) || target.hostname === "rest.fal.ai") {
    return "upload";
  }
  if (method === "POST") {
    return "submit";
  }
  if (method === "PUT") {
    return "cancel";
  }
  return target.pathname.endsWith("/status") ? "status" : "result";
}

/** A plain copy of the headers, without a `User-Agent`: browsers treat it as a reason for a preflight. */
function plainHeaders(init: RequestInit | undefined): Record<string, string> {
  const headers = Object.fromEntries(new Headers(init?.headers));
  delete headers["user-agent"];
  return headers;
}

const bodySize = (body: unknown): number =>
  body instanceof Blob ? body.size : typeof body === "string" ? body.length : 0;

/** Milliseconds of a `Retry-After` in seconds; its form as a date is rare and read as nothing. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer with its body read: what breaks later would reach the client, and the client would submit again. */
async function readAnswer(operation: FalOperation, response: Response, isApi: boolean) {
  const text = await response.text();
  const body = parseJson(text);
  if (!response.ok) {
    const { status } = response;
    throw new FalRequestError(operation, {
      kind: "answer",
      status,
      body,
      retryAfter: retryAfter(response),
    });
  }
  if (isApi && body === undefined) {
    throw new FalRequestError(operation, { kind: "unreadable" });
  }
  const requestId = response.headers.get("x-fal-request-id");
  return new Response(text, {
    headers: {
      // The storage answers an upload with any type and nothing in it.
      "content-type": body === undefined ? "text/plain" : "application/json",
      ...(requestId && { "x-fal-request-id": requestId }),
    },
  });
}

/**
 * The `fetch` that `@fal-ai/client` is given. The client repeats a failed submit by itself, which may be
 * charged twice (1.10.1, queue.ts); so every failure leaves here as a `FalRequestError`, which it does not
 * repeat, and every answer is read to its end. It also sets the deadline and follows no redirect.
 */
export function falFetch({ fetch, timing, signal }: FalFetchOptions): Fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    const headers = plainHeaders(init);
    const target = new URL(headers["x-fal-target-url"] ?? url);
    const operation = operationOf(target, init?.method ?? "GET");
    const cancellable = operation === "submit" || operation === "cancel" ? undefined : signal;
    const time = Math.ceil(timing.apiDeadline + bodySize(init?.body) / timing.slowestUpload);
    const deadline = AbortSignal.timeout(time);
    try {
      const response = await fetch(url, {
        ...init,
        headers,
        redirect: "error",
        signal: cancellable ? AbortSignal.any([cancellable, deadline]) : deadline,
      });
      return await readAnswer(operation, response, isApiHost(target));
    } catch (error) {
      cancellable?.throwIfAborted();
      if (error instanceof FalRequestError) {
        throw error;
      }
      throw deadline.aborted
        ? new FalRequestError(operation, { kind: "timeout" })
        : new FalRequestError(operation, { kind: "network", code: networkCode(error) });
    }
  };
}

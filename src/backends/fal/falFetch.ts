import { isLoopback } from "../../core/connection.ts";
import { UpscaleError } from "../../core/errors.ts";
import { parseJson } from "../../core/parseJson.ts";
import { isResultAddress } from "../../core/resultAddress.ts";
import { connectionBack } from "./connectionBack.ts";
import { FalRequestError, networkCode } from "./falRequestError.ts";
import type { FalOperation } from "./falRequestError.ts";
import { guardedFetch, isApiHost, platformHost, targetOf } from "./guardedFetch.ts";
import { heeding } from "./heeding.ts";
import type { Timing } from "./timing.ts";

type Fetch = typeof globalThis.fetch;

export interface FalFetchOptions {
  readonly fetch: Fetch;
  readonly timing: Timing;
  /** The proxy of the settings, if there is one. */
  readonly proxy?: URL | undefined;
  /** Told what fal charges for a result, in the units of its price. */
  readonly onBillableUnits?: ((units: number) => void) | undefined;
  /** The user's no; never given for a submit or a cancel, which must come to their end. */
  readonly signal?: AbortSignal | undefined;
}

/** What a call of the client is for, from where it goes. */
function operationOf(target: URL, method: string): FalOperation {
  if (!isApiHost(target)) {
    return "transfer";
  }
  if (target.hostname === platformHost) {
    return "price";
  }
  if (target.hostname === "rest.fal.ai") {
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

/** The client passes on what a server named as the place of an upload, which may be nothing. */
function addressOf(input: Parameters<Fetch>[0]): URL {
  const address = input instanceof Request ? input.url : String(input);
  if (!URL.canParse(address)) {
    throw new UpscaleError("unreadableAnswer", { subject: "upload_url" });
  }
  return new URL(address);
}

/** Throws `unreadableAnswer` when a server names a place for an upload where no picture may go. */
function checkUploadPlace(url: URL, proxy: URL | undefined): void {
  if (!isResultAddress(url, proxy !== undefined && isLoopback(proxy))) {
    throw new UpscaleError("unreadableAnswer", { subject: "upload_url", detail: url.protocol });
  }
}

/** More is no count of megapixels, whatever the answer says. */
const mostUnits = 1e6;

/** What fal charged for a result; undefined where it does not say. */
function billableUnits({ headers }: Response): number | undefined {
  const units = Number(headers.get("x-fal-billable-units")?.trim() || Number.NaN);
  return units >= 0 && units <= mostUnits ? units : undefined;
}

const bodySize = (body: unknown): number =>
  body instanceof Blob ? body.size : typeof body === "string" ? body.length : 0;

/** Milliseconds of a `Retry-After` in seconds; its form as a date is rare and read as nothing. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** A page, as of a captive portal: nothing that we call answers with one. */
const isPage = ({ headers }: Response): boolean =>
  headers.get("content-type")?.startsWith("text/html") === true;

/** The answer with its body read: what breaks later would reach the client, and the client would submit again. */
async function readAnswer(
  operation: FalOperation,
  response: Response,
  isApi: boolean,
  until: AbortSignal,
) {
  const text = await new Response(response.body && heeding(response.body, until)).text();
  await connectionBack();
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
  if (body === undefined && (isApi || isPage(response))) {
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
export function falFetch(options: FalFetchOptions): Fetch {
  const { timing, proxy, signal, onBillableUnits } = options;
  const fetch = guardedFetch(options.fetch, proxy);
  return async (input, init) => {
    const url = addressOf(input);
    const target = targetOf(url, init);
    const operation = operationOf(target, init?.method ?? "GET");
    if (!isApiHost(target)) {
      checkUploadPlace(target, proxy);
    }
    const time = Math.ceil(timing.apiDeadline + bodySize(init?.body) / timing.slowestUpload);
    const deadline = AbortSignal.timeout(time);
    try {
      const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
      const response = await fetch(url, { ...init, signal: until });
      const answer = await readAnswer(operation, response, isApiHost(target), until);
      const units = billableUnits(response);
      if (operation === "result" && units !== undefined) {
        onBillableUnits?.(units);
      }
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOf(operation, error, deadline);
    }
  };
}

function failureOf(
  operation: FalOperation,
  error: unknown,
  deadline: AbortSignal,
): FalRequestError {
  if (error instanceof FalRequestError) {
    return error;
  }
  return new FalRequestError(
    operation,
    deadline.aborted ? { kind: "timeout" } : { kind: "network", code: networkCode(error) },
  );
}

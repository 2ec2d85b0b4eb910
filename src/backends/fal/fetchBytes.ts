import { UpscaleError } from "../../core/errors.ts";
import { FalRequestError, networkCode } from "./falRequestError.ts";
import { GrowingBytes } from "./growingBytes.ts";
import { heeding } from "./heeding.ts";
import type { Timing } from "./timing.ts";

export interface FetchOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly timing: Pick<Timing, "stallDeadline">;
  /** Whether an address, which somebody else made up, may be asked. */
  readonly mayFetch: (url: URL) => boolean;
  readonly signal: AbortSignal;
}

const mostRedirects = 5;

/**
 * What lies at `url`, asked for once without key and cookies, and read no further than `most` bytes. Rejects with
 * `FalRequestError`, with `unreadableAnswer` for a way that leads where it may not, with `damagedResult` of the
 * subject `tooLong`, or with an abort.
 */
export async function fetchBytes(
  url: URL,
  most: number,
  options: FetchOptions,
): Promise<Uint8Array> {
  const { signal, timing } = options;
  const stall = stallSignal(timing.stallDeadline);
  try {
    const until = AbortSignal.any([signal, stall.signal]);
    const response = await open(url, options, until);
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response);
    }
    return await readBytes(response, until, most, stall.restart);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FalRequestError || error instanceof UpscaleError) {
      throw error;
    }
    throw stall.signal.aborted
      ? new FalRequestError("download", { kind: "timeout" })
      : new FalRequestError("download", { kind: "network", code: networkCode(error) });
  } finally {
    stall.stop();
  }
}

const refusal = ({ status }: Response): FalRequestError =>
  new FalRequestError("download", {
    kind: "answer",
    status,
    body: undefined,
    retryAfter: undefined,
  });

/** Opens `url`, looking at every address on the way. Browsers follow by themselves and hide the way. */
async function open(url: URL, options: FetchOptions, signal: AbortSignal): Promise<Response> {
  let next = url;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (!options.mayFetch(next)) {
      throw new UpscaleError("unreadableAnswer", { subject: "url", detail: next.protocol });
    }
    const response = await options.fetch(next.href, {
      signal,
      credentials: "omit",
      redirect: "manual",
    });
    const location = response.headers.get("location");
    if (response.type === "opaqueredirect") {
      return options.fetch(next.href, { signal, credentials: "omit" });
    }
    if (response.status < 300 || response.status >= 400 || location === null) {
      return response;
    }
    await response.body?.cancel();
    if (!URL.canParse(location, next.href)) {
      break;
    }
    next = new URL(location, next);
  }
  throw new UpscaleError("unreadableAnswer", { subject: "redirects" });
}

/** Reads the body to its end, and no further than what was announced. */
async function readBytes(
  response: Response,
  until: AbortSignal,
  mostBytes: number,
  onBytes: () => void,
): Promise<Uint8Array> {
  const announced = announcedLength(response);
  const most = Math.min(announced ?? mostBytes, mostBytes);
  const bytes = new GrowingBytes(most);
  const reader = (response.body && heeding(response.body, until))?.getReader();
  if (announced !== undefined && announced > mostBytes) {
    return tooLong(reader);
  }
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    onBytes();
    if (bytes.length + next.value.length > most) {
      return tooLong(reader);
    }
    bytes.add(next.value);
  }
  if (announced !== undefined && bytes.length < announced) {
    // A connection that broke in silence: the next attempt may bring the rest.
    throw new FalRequestError("download", { kind: "unreadable" });
  }
  return bytes.taken();
}

async function tooLong(rest: ReadableStreamDefaultReader | undefined): Promise<never> {
  await rest?.cancel();
  throw new UpscaleError("damagedResult", { subject: "tooLong" });
}

/** `Content-Length` counts what is on the wire, so it says nothing about a compressed body. */
function announcedLength({ headers }: Response): number | undefined {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return headers.has("content-encoding") || !Number.isSafeInteger(length) ? undefined : length;
}

/** A signal that aborts when nothing happens for `milliseconds`. */
function stallSignal(milliseconds: number) {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), milliseconds);
  return {
    signal: controller.signal,
    stop: () => clearTimeout(timer),
    restart: () => {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(), milliseconds);
    },
  };
}

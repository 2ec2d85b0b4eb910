import { UpscaleError } from "../../core/errors.ts";
import { GrowingBytes } from "../../core/growingBytes.ts";
import { FalRequestError, networkCode } from "./falRequestError.ts";
import { heeding } from "./heeding.ts";
import type { Timing } from "./timing.ts";

export interface FetchOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly timing: Pick<Timing, "stallDeadline">;
  /** Whether an address, which somebody else made up, may be asked. */
  readonly mayFetch: (url: URL) => boolean;
  readonly signal: AbortSignal;
}

/** Takes what comes, piece by piece. */
export interface Receiver<T> {
  readonly length: number;
  add(piece: Uint8Array): void | Promise<void>;
  /** All that came. */
  taken(): T | Promise<T>;
  /** Lets go of what came: there will be no more. Missing where there is nothing to do. */
  drop?(): Promise<void>;
}

/** Makes a receiver for so many bytes as are announced. */
type Receive<T> = (announced: number | undefined) => Receiver<T>;

const mostRedirects = 5;

/** What lies at `url`, as `fetchInto` brings it. */
export const fetchBytes = (url: URL, most: number, options: FetchOptions): Promise<Uint8Array> =>
  fetchInto(url, most, options, (announced = most) => new GrowingBytes(announced));

/**
 * What lies at `url`, asked for once without key and cookies, read no further than `most` bytes, and put into what
 * `receive` makes for the announced length. Rejects with `FalRequestError`, with `unreadableAnswer` for a way that
 * leads where it may not, with `damagedResult` of the subject `tooLong`, as the receiver does, or with an abort.
 */
export async function fetchInto<T>(
  url: URL,
  most: number,
  options: FetchOptions,
  receive: Receive<T>,
): Promise<T> {
  const { signal, timing } = options;
  const stall = stallSignal(timing.stallDeadline);
  try {
    const until = AbortSignal.any([signal, stall.signal]);
    const response = await open(url, options, until);
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response);
    }
    return await readInto(receive, response, until, most, stall);
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
async function readInto<T>(
  receive: Receive<T>,
  response: Response,
  until: AbortSignal,
  most: number,
  stall: Pick<ReturnType<typeof stallSignal>, "stop" | "restart">,
): Promise<T> {
  const announced = announcedLength(response);
  const reader = (response.body && heeding(response.body, until))?.getReader();
  if (announced !== undefined && announced > most) {
    return tooLong(reader);
  }
  const receiver = receive(announced);
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      if (receiver.length + next.value.length > (announced ?? most)) {
        return await tooLong(reader);
      }
      // The network is not what is slow meanwhile.
      stall.stop();
      await receiver.add(next.value);
      stall.restart();
    }
    if (announced !== undefined && receiver.length < announced) {
      // A connection that broke in silence: the next attempt may bring the rest.
      throw new FalRequestError("download", { kind: "unreadable" });
    }
    return await receiver.taken();
  } catch (error) {
    await reader?.cancel().catch(() => undefined);
    await receiver.drop?.();
    throw error;
  }
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

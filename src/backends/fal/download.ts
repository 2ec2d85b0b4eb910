import { concatUint8Arrays } from "uint8array-extras";
import { encodedImage } from "../../core/encodedImage.ts";
import type { EncodedImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { FalOutput } from "./endpoint.ts";
import { FalRequestError, networkCode } from "./falRequestError.ts";
import { retrying } from "./retrying.ts";
import type { Timing } from "./timing.ts";

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly timing: Timing;
  /** Whether an address, which a server made up, may be asked. */
  readonly mayFetch: (url: URL) => boolean;
  readonly signal: AbortSignal;
}

/** More than any result has: 100 megapixels without any compression. */
const mostBytes = 400 * 1024 * 1024;
/** Refused before anybody decodes it. */
const mostPixels = 500_000_000;
const mostRedirects = 5;

/** Fetches a result, without the key, and checks it: whole, as long as announced, and an image. */
export async function downloadImage(
  output: FalOutput,
  options: DownloadOptions,
): Promise<EncodedImage> {
  const bytes = await retrying(() => fetchBytes(output, options), options.timing, options.signal);
  const image = encodedImage(bytes);
  if ("problem" in image) {
    throw new UpscaleError("damagedResult", { subject: image.problem, detail: image.detected });
  }
  if (image.width * image.height > mostPixels) {
    throw new UpscaleError("damagedResult", { subject: "tooManyPixels" });
  }
  return image;
}

async function fetchBytes(
  { url, fileSize }: FalOutput,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const { signal, timing } = options;
  const stall = stallSignal(timing.stallDeadline);
  try {
    const response = await open(url, options, AbortSignal.any([signal, stall.signal]));
    if (!response.ok) {
      const { status } = response;
      await response.body?.cancel();
      throw new FalRequestError("download", {
        kind: "answer",
        status,
        body: undefined,
        retryAfter: undefined,
      });
    }
    return await readBytes(response, fileSize, stall.restart);
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

/** Opens `url`, looking at every address on the way. Browsers follow by themselves and hide the way. */
async function open(url: URL, options: DownloadOptions, signal: AbortSignal): Promise<Response> {
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
  fileSize: number | undefined,
  onBytes: () => void,
): Promise<Uint8Array> {
  const announced = announcedLength(response) ?? fileSize;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    onBytes();
    chunks.push(next.value);
    length += next.value.length;
    if (length > Math.min(announced ?? mostBytes, mostBytes)) {
      await reader?.cancel();
      throw new UpscaleError("damagedResult", { subject: "tooLong" });
    }
  }
  if (announced !== undefined && length < announced) {
    // A connection that broke in silence: the next attempt may bring the rest.
    throw new FalRequestError("download", { kind: "unreadable" });
  }
  return concatUint8Arrays(chunks);
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

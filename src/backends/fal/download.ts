import { isLoopback, isPrivateWay } from "../../core/connection.ts";
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
  /** A proxy on this machine may hand out results from this machine, without encryption. */
  readonly allowLoopback: boolean;
  readonly signal: AbortSignal;
}

/** More than any result has: 100 megapixels without any compression. */
const mostBytes = 400 * 1024 * 1024;

/** Fetches a result, without the key, and checks it: whole, as long as announced, and an image. */
export async function downloadImage(
  output: FalOutput,
  options: DownloadOptions,
): Promise<EncodedImage> {
  const { url } = output;
  if (!isPrivateWay(url) || (isLoopback(url) && !options.allowLoopback)) {
    throw new UpscaleError("unreadableAnswer", { subject: "url", detail: url.protocol });
  }
  const bytes = await retrying(() => fetchBytes(output, options), options.timing, options.signal);
  const image = encodedImage(bytes);
  if ("problem" in image) {
    throw new UpscaleError("damagedResult", { subject: image.problem, detail: image.detected });
  }
  return image;
}

async function fetchBytes(
  { url, fileSize }: FalOutput,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const { fetch, signal, timing } = options;
  const stall = stallSignal(timing.stallDeadline);
  try {
    const response = await fetch(url.href, {
      signal: AbortSignal.any([signal, stall.signal]),
      credentials: "omit",
    });
    if (!response.ok) {
      const { status } = response;
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

/** Reads the body to its end, and no further than what was announced. */
async function readBytes(
  response: Response,
  fileSize: number | undefined,
  onBytes: () => void,
): Promise<Uint8Array> {
  const announced = fileSize ?? announcedLength(response);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    onBytes();
    chunks.push(chunk);
    length += chunk.length;
    if (length > Math.min(announced ?? mostBytes, mostBytes)) {
      throw new UpscaleError("damagedResult", { subject: "tooLong" });
    }
  }
  if (announced !== undefined && length < announced) {
    // A connection that broke in silence: the next attempt may bring the rest.
    throw new FalRequestError("download", { kind: "unreadable" });
  }
  return joined(chunks, length);
}

/** `Content-Length` counts what is on the wire, so it says nothing about a compressed body. */
function announcedLength({ headers }: Response): number | undefined {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return headers.has("content-encoding") || !Number.isSafeInteger(length) ? undefined : length;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
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

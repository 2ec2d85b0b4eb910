import type { FalClient } from "@fal-ai/client";
import type {
  CancelOutcome,
  CloudBackend,
  FollowMeans,
  HandedOverImage,
  QueuedRequest,
  RequestStatus,
  UpscaleResult,
} from "../../core/backend.ts";
import { toBase64 } from "../../core/base64.ts";
import { isLoopback, needsKey, proxyAddress } from "../../core/connection.ts";
import type { CloudSettings } from "../../core/connection.ts";
import { delay } from "../../core/delay.ts";
import { fileExtension, mimeType } from "../../core/encodedImage.ts";
import type { EncodedImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import { forUpload } from "../../core/forUpload.ts";
import { secretsOf } from "../../core/hostedAddress.ts";
import type { ClarityOptions } from "../../core/options.ts";
import { isRecord } from "../../core/record.ts";
import { isResultAddress } from "../../core/resultAddress.ts";
import { lengthOf } from "../../core/resultImage.ts";
import { connect } from "./connect.ts";
import { downloadImage } from "./download.ts";
import { endpointId, toInput, toOutput } from "./endpoint.ts";
import { toUpscaleError } from "./falErrors.ts";
import { FalRequestError } from "./falRequestError.ts";
import { followToCompletion } from "./follow.ts";
import type { StatusCalls } from "./follow.ts";
import { connectNearEnd, rememberPlace, usualPlace } from "./resultPlace.ts";
import { retrying } from "./retrying.ts";
import { statusStream } from "./statusStream.ts";
import { defaultTiming } from "./timing.ts";
import type { Timing } from "./timing.ts";

/**
 * Bytes. Up to here a data URI, a third longer, beats the round trips to the storage (80 ms, 20 Mbit/s up: up to
 * 1.3 MB where connections must be opened). No more, for a submit that is lost on its way is never repeated, and
 * proxies take bodies of 1 MB.
 */
const largestInlineImage = 512 * 1024;

/** The same where the round trips pass while others run, and the turn at fal begins with the request's first byte. */
const largestInlineAhead = 32 * 1024;

/** Milliseconds: whoever cancels waits for the answer. */
const cancelDeadline = 10_000;

/** fal's ids are UUIDs. One that is not could lead a path of ours elsewhere. */
const safeRequestId = /^[\w-]{1,100}$/;

/** `CloudBackend` over fal's queue. */
export class FalBackend implements CloudBackend {
  readonly #settings: CloudSettings;
  readonly #fetch: typeof globalThis.fetch;
  readonly #timing: Timing;
  readonly #stream: StatusCalls["stream"];
  /** Of the key and of the addresses that were handed over: they may come back in fal's words. */
  #secrets: readonly string[];

  constructor(
    settings: CloudSettings,
    fetch: typeof globalThis.fetch,
    timing: Timing = defaultTiming,
  ) {
    this.#settings = settings;
    this.#fetch = fetch;
    this.#timing = timing;
    this.#secrets = [settings.key];
    this.#stream = (request, signal) =>
      statusStream(request, signal, { connection: settings, fetch, timing });
  }

  async handOver(
    image: EncodedImage,
    signal: AbortSignal,
    ahead = false,
  ): Promise<HandedOverImage> {
    const { imageTransfer, uploadLifetime } = this.#settings;
    const bytes = forUpload(image);
    const type = mimeType(image.format);
    const largest = ahead ? largestInlineAhead : largestInlineImage;
    const inline = imageTransfer === "auto" ? bytes.length <= largest : imageTransfer === "dataUri";
    if (inline) {
      return `data:${type};base64,${toBase64(bytes)}`;
    }
    // The file's own name says something about its owner, so it stays here.
    const file = new File([bytes], `image.${fileExtension(image.format)}`, { type });
    const { storage } = this.#connect(signal);
    const upload = () => storage.upload(file, { lifecycle: { expiresIn: uploadLifetime } });
    const url: unknown = await this.#translated(retrying(upload, this.#timing, signal));
    if (typeof url !== "string" || !URL.canParse(url) || !this.#mayFetch(new URL(url))) {
      throw new UpscaleError("unreadableAnswer", { subject: "file_url" });
    }
    return url;
  }

  async submit(image: HandedOverImage, options: ClarityOptions): Promise<QueuedRequest> {
    const { queue } = this.#connect();
    const { resultLifetime, storePayloads, priority, startTimeout, webhookUrl } = this.#settings;
    this.#hide(image);
    const answer: unknown = await this.#translated(
      queue.submit(endpointId, {
        input: toInput(image, options),
        storageSettings: { expiresIn: resultLifetime },
        priority,
        ...(startTimeout !== null && { startTimeout }),
        ...(webhookUrl !== "" && { webhookUrl }),
        ...(!storePayloads && { headers: { "X-Fal-Store-IO": "0" } }),
      }),
    );
    const requestId = isRecord(answer) ? answer["request_id"] : undefined;
    if (typeof requestId !== "string" || !safeRequestId.test(requestId)) {
      throw new UpscaleError("submitUnknown", { subject: "request_id" });
    }
    return { endpointId, requestId };
  }

  follow(
    request: QueuedRequest,
    onStatus: (status: RequestStatus) => void,
    signal: AbortSignal,
    means?: FollowMeans,
  ): Promise<UpscaleResult> {
    return this.#translated(this.#follow(request, onStatus, signal, means));
  }

  async #follow(
    request: QueuedRequest,
    onStatus: (status: RequestStatus) => void,
    signal: AbortSignal,
    { isAwaited = () => false, begin }: FollowMeans = {},
  ): Promise<UpscaleResult> {
    let units: number | undefined;
    const client = this.#connect(signal, (charged) => (units = charged));
    const calls = { queue: client.queue, stream: this.#stream };
    // Behind a proxy, which may have results of its own, the first one says where they are.
    const usual = proxyAddress(this.#settings) ? undefined : usualPlace;
    const prepareDownload = connectNearEnd(this.#fetch, signal, usual);
    // Asked before the news, which lets the one that waits go.
    let isOvertaken = isAwaited();
    const onNews = (status: RequestStatus) => {
      prepareDownload(status);
      isOvertaken = isAwaited();
      onStatus(status);
    };
    // A connection that is free now is worth more to a submit: what waits for it has the whole job before it.
    const giveWay = () => (isOvertaken ? delay(this.#timing.courtesy, signal) : undefined);
    await giveWay();
    const { failed } = await followToCompletion(calls, request, onNews, this.#timing, signal);
    await giveWay();
    const data = await this.#result(client, request, failed, signal);
    const output = toOutput(data);
    const image = await downloadImage(output, {
      fetch: this.#fetch,
      timing: this.#timing,
      mayFetch: (url) => this.#mayFetch(url),
      begin,
      signal,
    });
    rememberPlace(output.url);
    const asAnnounced = output.fileSize === undefined || output.fileSize === lengthOf(image);
    return { image, seed: output.seed, units, asAnnounced };
  }

  /** The answer to a failed request is the failure itself: it is only asked for again when none came. */
  async #result(
    { queue }: FalClient,
    { endpointId: id, requestId }: QueuedRequest,
    failed: boolean,
    signal: AbortSignal,
  ): Promise<unknown> {
    const ask = () => queue.result(id, { requestId, abortSignal: signal });
    const mayRepeat = ({ failure, isTransient }: FalRequestError) =>
      failed ? failure.kind !== "answer" : isTransient;
    const { data } = await this.#translated(retrying(ask, this.#timing, signal, mayRepeat), failed);
    return data;
  }

  async cancel({ endpointId: id, requestId }: QueuedRequest): Promise<CancelOutcome> {
    try {
      const { queue } = this.#connect(undefined, undefined, cancelDeadline);
      await retrying(() => queue.cancel(id, { requestId }), { ...this.#timing, retries: 1 });
      return "cancelled";
    } catch (error) {
      return isAlreadyCompleted(error) ? "completed" : "unknown";
    }
  }

  /** A proxy on this machine may hand out what is on this machine, without encryption. */
  #mayFetch(url: URL): boolean {
    const proxy = proxyAddress(this.#settings);
    return isResultAddress(url, proxy !== undefined && isLoopback(proxy));
  }

  /** A data URI is known by its look, and too long to be looked for. */
  #hide(image: HandedOverImage): void {
    if (!image.startsWith("data:")) {
      this.#secrets = [...new Set([...this.#secrets, ...secretsOf(new URL(image))])];
    }
  }

  /** A key that was not sent cannot be at fault: without one, a 401 is the proxy's own affair. */
  async #translated<T>(work: Promise<T>, ended = false): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const failure = toUpscaleError(error, ended, this.#secrets);
      throw failure instanceof UpscaleError &&
        failure.reason === "badKey" &&
        !needsKey(this.#settings)
        ? new UpscaleError("forbidden", failure)
        : failure;
    }
  }

  #connect(
    signal?: AbortSignal,
    onBillableUnits?: (units: number) => void,
    apiDeadline = this.#settings.requestTimeout,
  ): FalClient {
    const timing = { ...this.#timing, apiDeadline };
    return connect(this.#settings, { fetch: this.#fetch, timing, signal, onBillableUnits });
  }
}

/** fal's 400 to a cancel that came after the result. */
const isAlreadyCompleted = (error: unknown): boolean =>
  error instanceof FalRequestError &&
  error.failure.kind === "answer" &&
  isRecord(error.failure.body) &&
  error.failure.body["status"] === "ALREADY_COMPLETED";

import type { FalClient } from "@fal-ai/client";
import { uint8ArrayToBase64 } from "uint8array-extras";
import type {
  CancelOutcome,
  HandedOverImage,
  QueuedRequest,
  RequestStatus,
  UpscaleBackend,
  UpscaleResult,
} from "../../core/backend.ts";
import { isLoopback, needsKey, proxyAddress } from "../../core/connection.ts";
import type { CloudSettings } from "../../core/connection.ts";
import { fileExtension, mimeType } from "../../core/encodedImage.ts";
import type { EncodedImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { UpscaleOptions } from "../../core/options.ts";
import { isRecord } from "../../core/record.ts";
import { isResultAddress } from "../../core/resultAddress.ts";
import { connect } from "./connect.ts";
import { downloadImage } from "./download.ts";
import { endpointId, toInput, toOutput } from "./endpoint.ts";
import { toUpscaleError } from "./falErrors.ts";
import { FalRequestError } from "./falRequestError.ts";
import { followToCompletion } from "./follow.ts";
import { retrying } from "./retrying.ts";
import { defaultTiming } from "./timing.ts";
import type { Timing } from "./timing.ts";

/** Up to here a data URI beats two round trips to the storage. */
const largestInlineImage = 256 * 1024;

/** Milliseconds: whoever cancels waits for the answer. */
const cancelDeadline = 10_000;

/** fal's ids are UUIDs. One that is not could lead a path of ours elsewhere. */
const safeRequestId = /^[\w-]{1,100}$/;

/** `UpscaleBackend` over fal's queue. */
export class FalBackend implements UpscaleBackend {
  readonly #settings: CloudSettings;
  readonly #fetch: typeof globalThis.fetch;
  readonly #timing: Timing;

  constructor(
    settings: CloudSettings,
    fetch: typeof globalThis.fetch,
    timing: Timing = defaultTiming,
  ) {
    this.#settings = settings;
    this.#fetch = fetch;
    this.#timing = timing;
  }

  async handOver(image: EncodedImage, signal: AbortSignal): Promise<HandedOverImage> {
    const { imageTransfer, uploadLifetime } = this.#settings;
    const inline =
      imageTransfer === "auto"
        ? image.bytes.length <= largestInlineImage
        : imageTransfer === "dataUri";
    if (inline) {
      return `data:${mimeType(image.format)};base64,${uint8ArrayToBase64(image.bytes)}`;
    }
    // The file's own name says something about its owner, so it stays here.
    const file = new File([new Uint8Array(image.bytes)], `image.${fileExtension(image.format)}`, {
      type: mimeType(image.format),
    });
    const { storage } = this.#connect(signal);
    const upload = () => storage.upload(file, { lifecycle: { expiresIn: uploadLifetime } });
    const url: unknown = await this.#translated(retrying(upload, this.#timing, signal));
    if (typeof url !== "string" || !URL.canParse(url) || !this.#mayFetch(new URL(url))) {
      throw new UpscaleError("unreadableAnswer", { subject: "file_url" });
    }
    return url;
  }

  async submit(image: HandedOverImage, options: UpscaleOptions): Promise<QueuedRequest> {
    const { queue } = this.#connect();
    const { resultLifetime, storePayloads } = this.#settings;
    const answer: unknown = await this.#translated(
      queue.submit(endpointId, {
        input: toInput(image, options),
        storageSettings: { expiresIn: resultLifetime },
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
  ): Promise<UpscaleResult> {
    return this.#translated(this.#follow(request, onStatus, signal));
  }

  async #follow(
    request: QueuedRequest,
    onStatus: (status: RequestStatus) => void,
    signal: AbortSignal,
  ): Promise<UpscaleResult> {
    let units: number | undefined;
    const client = this.#connect(signal, (charged) => (units = charged));
    const { failed } = await followToCompletion(client, request, onStatus, this.#timing, signal);
    const data = await this.#result(client, request, failed, signal);
    const output = toOutput(data);
    onStatus({ phase: "downloading" });
    const image = await downloadImage(output, {
      fetch: this.#fetch,
      timing: this.#timing,
      mayFetch: (url) => this.#mayFetch(url),
      signal,
    });
    const asAnnounced = output.fileSize === undefined || output.fileSize === image.bytes.length;
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

  /** A key that was not sent cannot be at fault: without one, a 401 is the proxy's own affair. */
  async #translated<T>(work: Promise<T>, ended = false): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const failure = toUpscaleError(error, ended, [this.#settings.key]);
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

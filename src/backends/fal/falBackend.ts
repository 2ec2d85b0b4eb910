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
import { isLoopback, proxyAddress } from "../../core/connection.ts";
import type { CloudSettings } from "../../core/connection.ts";
import { fileExtension, mimeType } from "../../core/encodedImage.ts";
import type { EncodedImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { UpscaleOptions } from "../../core/options.ts";
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

/** fal's ids are UUIDs. One that is not could lead a path of ours elsewhere. */
const safeRequestId = /^[\w-]{1,100}$/;

const translated = <T>(work: Promise<T>, ended = false): Promise<T> =>
  work.catch((error: unknown) => {
    throw toUpscaleError(error, ended);
  });

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
    return translated(
      retrying(
        () => storage.upload(file, { lifecycle: { expiresIn: uploadLifetime } }),
        this.#timing,
        signal,
      ),
    );
  }

  async submit(image: HandedOverImage, options: UpscaleOptions): Promise<QueuedRequest> {
    const { queue } = this.#connect();
    const answer = await translated(
      retrying(
        () =>
          queue.submit(endpointId, {
            input: toInput(image, options),
            storageSettings: { expiresIn: this.#settings.resultLifetime },
          }),
        this.#timing,
      ),
    );
    const requestId: unknown = answer?.request_id;
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
    return translated(this.#follow(request, onStatus, signal));
  }

  async #follow(
    request: QueuedRequest,
    onStatus: (status: RequestStatus) => void,
    signal: AbortSignal,
  ): Promise<UpscaleResult> {
    const client = this.#connect(signal);
    const { failed } = await followToCompletion(client, request, onStatus, this.#timing, signal);
    const fetchResult = () =>
      client.queue.result(request.endpointId, {
        requestId: request.requestId,
        abortSignal: signal,
      });
    // The answer to a failed request is the failure itself: asking again changes nothing.
    const { data } = failed
      ? await translated(fetchResult(), true)
      : await retrying(fetchResult, this.#timing, signal);
    const output = toOutput(data);
    onStatus({ phase: "downloading" });
    const proxy = proxyAddress(this.#settings);
    const image = await downloadImage(output, {
      fetch: this.#fetch,
      timing: this.#timing,
      allowLoopback: proxy !== undefined && isLoopback(proxy),
      signal,
    });
    return { image, seed: output.seed };
  }

  async cancel({ endpointId: id, requestId }: QueuedRequest): Promise<CancelOutcome> {
    const { queue } = this.#connect();
    try {
      await retrying(() => queue.cancel(id, { requestId }), this.#timing);
      return "cancelled";
    } catch (error) {
      // fal answers 400 ALREADY_COMPLETED when the result was there first.
      return error instanceof FalRequestError && error.status === 400 ? "completed" : "unknown";
    }
  }

  #connect(signal?: AbortSignal): FalClient {
    return connect(this.#settings, { fetch: this.#fetch, timing: this.#timing, signal });
  }
}

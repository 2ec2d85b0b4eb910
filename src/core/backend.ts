import type { EncodedImage } from "./encodedImage.ts";
import type { UpscaleOptions } from "./options.ts";

/** Enough to ask a backend about a request again. */
export interface QueuedRequest {
  readonly endpointId: string;
  readonly requestId: string;
}

/** An image that the backend can reach: a URL or a data URI. A secret: whoever has it sees the picture. */
export type HandedOverImage = string;

/** The request's log lines that are new, clean. */
type LogLines = readonly string[];

/** What is known about a request while it is followed. */
export type RequestStatus =
  | {
      readonly phase: "queued";
      /** Requests that come before this one. */
      readonly ahead: number | undefined;
      readonly lines: LogLines;
    }
  | {
      readonly phase: "running";
      /** As far as a line counts; never going back. */
      readonly percent: number | undefined;
      readonly lines: LogLines;
    }
  | { readonly phase: "unreachable" }
  | { readonly phase: "downloading" };

export interface UpscaleResult {
  readonly image: EncodedImage;
  /** The seed the model used, where it says so. */
  readonly seed: number | undefined;
  /** False when the bytes are whole but not as many as the answer said. */
  readonly asAnnounced?: boolean;
  /** What was charged, in the units of fal's price, where it says so. */
  readonly units?: number | undefined;
}

/** What became of a cancellation: accepted, too late (the result is there), or nobody answered. */
export type CancelOutcome = "cancelled" | "completed" | "unknown";

/** Something that can upscale. Every method rejects with `UpscaleError`, or with an abort. */
export interface UpscaleBackend {
  /** Makes the image reachable for the backend. Safe to repeat; costs nothing. */
  handOver(image: EncodedImage, signal: AbortSignal): Promise<HandedOverImage>;

  /**
   * Puts the request into the queue: the one step that costs money, done at most once per call. It takes no
   * signal on purpose: a submit that was cut off could neither be found nor cancelled again.
   */
  submit(image: HandedOverImage, options: UpscaleOptions): Promise<QueuedRequest>;

  /** Waits for the request, reporting on the way; resolves to the finished image, whole and checked. */
  follow(
    request: QueuedRequest,
    onStatus: (status: RequestStatus) => void,
    signal: AbortSignal,
  ): Promise<UpscaleResult>;

  /** Asks the backend to stop. Never rejects. */
  cancel(request: QueuedRequest): Promise<CancelOutcome>;
}

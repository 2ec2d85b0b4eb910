import type { EncodedImage } from "./encodedImage.ts";
import type { GrowingFile } from "./files.ts";
import type { FinishOptions } from "./finishOptions.ts";
import type { ClarityOptions, DeviceOptions } from "./options.ts";
import type { Remark } from "./pictureFinisher.ts";
import type { ResultImage } from "./resultImage.ts";

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

export interface UpscaleResult<Image extends ResultImage = ResultImage> {
  readonly image: Image;
  /** The seed the model used, where it says so. */
  readonly seed: number | undefined;
  /** Missing for a result of this device. */
  readonly request?: QueuedRequest;
  /** False when the bytes are whole but not as many as the answer said. */
  readonly asAnnounced?: boolean;
  /** What was charged, in the units of fal's price, where it says so. */
  readonly units?: number | undefined;
  /** What a result of this device is not, although it should be. */
  readonly remarks?: readonly Remark[];
}

/** What may help whoever follows a request. */
export interface FollowMeans {
  /** While another submit is awaited, the open connections are left to it. */
  readonly isAwaited?: (() => boolean) | undefined;
  /** Begins a file for a result that is large; undefined where there is no place for it. */
  readonly begin?: (() => Promise<GrowingFile | undefined>) | undefined;
}

/** What became of a cancellation: accepted, too late (the result is there), or nobody answered. */
export type CancelOutcome = "cancelled" | "completed" | "unknown";

/** Upscales elsewhere, for money, through a queue. Every method rejects with `UpscaleError`, or with an abort. */
export interface CloudBackend {
  /**
   * Makes the image reachable for the backend, in the way that is soonest at its end; `ahead` of its turn, in the
   * way that leaves the least for then. Safe to repeat; costs nothing.
   */
  handOver(image: EncodedImage, signal: AbortSignal, ahead?: boolean): Promise<HandedOverImage>;

  /**
   * Puts the request into the queue: the one step that costs money, done at most once per call. It takes no
   * signal on purpose: a submit that was cut off could neither be found nor cancelled again.
   */
  submit(image: HandedOverImage, options: ClarityOptions): Promise<QueuedRequest>;

  /**
   * Waits for the request, reporting on the way; resolves to the finished image, whole and checked, whose file,
   * if it has one, is the caller's.
   */
  follow(
    request: QueuedRequest,
    onStatus: (status: RequestStatus) => void,
    signal: AbortSignal,
    means?: FollowMeans,
  ): Promise<UpscaleResult>;

  /** Asks the backend to stop. Never rejects. */
  cancel(request: QueuedRequest): Promise<CancelOutcome>;
}

/** How far the work on this device is. */
export type DeviceStatus =
  | {
      readonly phase: "upscaling";
      /** 0..100 */
      readonly percent: number;
      /** Seconds until the pixels are there, as far as the work so far tells. */
      readonly secondsLeft: number | undefined;
    }
  | { readonly phase: "encoding" };

/** What is asked of this device, and of the file it makes. */
export interface DeviceWork extends DeviceOptions {
  /** Without it the file is like its source. */
  readonly finish?: FinishOptions | undefined;
}

/** Upscales here: nothing to hand over, to pay, or to find again. */
export interface DeviceBackend {
  /** Resolves to the finished picture; rejects with `UpscaleError`, or with an abort, soon after `signal` aborts. */
  upscale(
    source: EncodedImage,
    work: DeviceWork,
    onStatus: (status: DeviceStatus) => void,
    signal: AbortSignal,
  ): Promise<UpscaleResult<EncodedImage>>;
}

/** The backends a job may need, each made when the first one does. */
export interface Backends {
  readonly cloud: () => CloudBackend;
  readonly device: () => DeviceBackend;
}

import type { QueuedRequest, RequestStatus } from "./backend.ts";
import type { UpscaleError } from "./errors.ts";
import type { ResourceUri, SourceFile } from "./files.ts";
import type { UpscaleOptions } from "./options.ts";

/** What a job knows from its submit on: it may have been charged. */
export interface Submission {
  readonly request: QueuedRequest;
  /** The source's size in pixels when it was handed over; the file may change or vanish meanwhile. */
  readonly source: { readonly width: number; readonly height: number };
}

/** One image on its way to being upscaled. */
export interface Job {
  readonly source: SourceFile;
  readonly options: UpscaleOptions;
  /** Where the output goes: beside the source, or where the user said. */
  readonly folder: ResourceUri;
  readonly nameTemplate: string;
  /** Once it is submitted, running the job again only fetches what is already paid for. */
  readonly submitted?: Submission;
  /** The user has seen that the result has another size than expected, and wants it. */
  readonly anySize?: boolean;
}

/** A file that was made. */
export interface Output {
  readonly uri: ResourceUri;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly byteLength: number;
  readonly seed: number | undefined;
}

/** How a job ended. */
export type JobOutcome =
  | { readonly state: "done"; readonly job: Job; readonly output: Output }
  | { readonly state: "failed"; readonly job: Job; readonly error: UpscaleError }
  | { readonly state: "cancelled"; readonly job: Job; readonly cancel: CancelState };

/** Whether fal heard the user's no: `notSent` when there was nothing to cancel. */
export type CancelState = "notSent" | "cancelled" | "completed" | "unknown";

/** Where a job stands, for people to see. */
export type JobProgress =
  | { readonly phase: "waiting" | "uploading" | "submitting" | "cancelling" | "saving" }
  | RequestStatus;

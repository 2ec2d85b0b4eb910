import type { DeviceStatus, QueuedRequest, RequestStatus } from "./backend.ts";
import type { UpscaleError } from "./errors.ts";
import type { ResourceUri, SourceFile } from "./files.ts";
import type { FinishOptions } from "./finishOptions.ts";
import type { UpscaleOptions } from "./options.ts";
import type { Remark } from "./pictureFinisher.ts";

/** What a job knows from its submit on: it may have been charged. */
export interface Submission {
  readonly request: QueuedRequest;
  /** The source as it was handed over; the file may change or vanish meanwhile. Missing where nobody could look. */
  readonly source?: SourceFacts | undefined;
}

/** What is remembered of a source: its size in pixels and the SHA-256 of its bytes, in hex. */
export interface SourceFacts {
  readonly width: number;
  readonly height: number;
  readonly hash: string;
}

/** One image on its way to being upscaled. */
export interface Job {
  readonly id: string;
  /** The command it belongs to; what is undone together. */
  readonly batch: string;
  readonly source: SourceFile;
  readonly options: UpscaleOptions;
  /** Where the output goes: beside the source, or where the user said. */
  readonly folder: ResourceUri;
  readonly nameTemplate: string;
  /** When it was planned, in milliseconds since 1970, and by which version of the extension; missing in old jobs. */
  readonly planned?: { readonly at: number; readonly version: string } | undefined;
  /** How the result becomes a file; missing in jobs of versions that left it as it was delivered. */
  readonly finish?: FinishOptions | undefined;
  /** Once it is submitted, running the job again only fetches what is already paid for. */
  readonly submitted?: Submission | undefined;
  /** Windows that had begun it and are gone; one may have come as far as writing its file. */
  readonly begunBefore?: number | undefined;
  /** What a megapixel of the result was said to cost when the job was planned; missing for what is free. */
  readonly dollarsPerMegapixel?: number | undefined;
  /** Dollars that it was let go to be charged with, from then on; 0 where nobody knew. */
  readonly mayCost?: number | undefined;
  /** The user has seen that the result is all black, or of another size than expected, and wants it. */
  readonly anySize?: boolean | undefined;
}

/** A file that was made. */
export interface Output {
  readonly uri: ResourceUri;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly byteLength: number;
  /** SHA-256 of its bytes, in hex: by this we know that a file is still ours. */
  readonly hash: string;
  readonly seed?: number | undefined;
  /** What was charged, in the units of fal's price, where it says so. */
  readonly units?: number | undefined;
  /** SHA-256 of the source's bytes, in hex; older versions kept it with the submission only. */
  readonly sourceHash?: string | undefined;
  /** The source is no longer what was upscaled. */
  readonly sourceChanged: boolean;
  /** What it is not, although it should be; missing where all is well. */
  readonly remarks?: readonly Remark[] | undefined;
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
  | RequestStatus
  | DeviceStatus;

/** Whether fal makes the job's pixels, for money; otherwise this device does. */
export const isInCloud = ({ options }: Pick<Job, "options">): boolean =>
  options.model === "clarity";

import type { QueuedRequest } from "./backend.ts";
import type { Job } from "./job.ts";
import type { UpscaleOptions } from "./options.ts";

/** How a picture was made. It names no file and no address; the prompt is in the user's own words. */
export interface Provenance {
  readonly options: UpscaleOptions;
  /** The seed that the model took, where it has one and says so. */
  readonly seed?: number | undefined;
  /** Missing for a picture that was made on a device. */
  readonly request?: QueuedRequest | undefined;
  /** SHA-256 of the source's bytes, in hex. */
  readonly sourceHash?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at?: number | undefined;
  /** Of the extension. */
  readonly version?: string | undefined;
}

/** How a job's result is made: the same however often the job is taken up again, and so is the file. */
export const provenanceOf = (
  { options, planned }: Job,
  made: Pick<Provenance, "seed" | "request" | "sourceHash">,
): Provenance => ({
  options,
  ...made,
  at: planned?.at,
  version: planned?.version,
});

/** What Clarity Upscaler calls itself in a file. */
export const toolName = ({ version }: Provenance): string =>
  version === undefined ? "Clarity Upscaler" : `Clarity Upscaler ${version}`;

import { tqdmLines } from "./tqdm.ts";
import type { LogDelivery, LogLine, LogShape } from "./logs.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Where a held job stops: showing its n-th queue position, running with n log lines written, in
 * the middle of an interruption, or with the picture made but not yet COMPLETED.
 * `queued` means `queued:0`, `running` means `running:0`.
 */
export type HoldPoint =
  | "queued"
  | `queued:${number}`
  | "running"
  | `running:${number}`
  | "interrupted"
  | "completed";

/**
 * A running job that shows another status for a while. `IN_QUEUE` gives its slot back, as fal does
 * when a runner is lost and the request is queued again (fal queue docs); any other word is a
 * status that no client knows.
 */
export interface Interruption {
  readonly afterLogs: number;
  readonly status: string;
  readonly ms?: number;
}

/**
 * What a cancel of an unfinished job does: end it, be accepted without effect, come too late
 * (the job completes first and the answer is 400), or end it and forget the request (404 from then on).
 */
type CancelPolicy = "stop" | "finishAnyway" | "tooLate" | "forget";

/** Fields of the model's answer; fal's own sample of it lacks `seed` and `timings`. */
type OutputField =
  | "seed"
  | "timings"
  | "content_type"
  | "file_name"
  | "file_size"
  | "width"
  | "height";

/** The picture that a job makes, where it is not simply the upscaled one as PNG. */
export interface OutputScript {
  /** `black` is what a safety checker of fal's toolkit leaves of a picture. */
  readonly picture?: "upscaled" | "black";
  readonly format?: "png" | "jpeg" | "webp";
  /** A size other than the one that was asked for, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Fields left out of the answer. */
  readonly omit?: readonly OutputField[];
}

/** How a job goes. All of it is optional: what is left out is as in {@link defaultScript}. */
export interface JobScript {
  /** Requests of other people ahead, one number after another; the job's own rank is added. */
  readonly queuePositions?: readonly number[];
  /** How long each queue position lasts, in milliseconds. */
  readonly queueMs?: number;
  /** How long the job runs, in milliseconds, spread evenly over its log lines. */
  readonly runMs?: number;
  readonly logs?: readonly LogLine[];
  readonly logShape?: LogShape;
  /** How polling shows the log; the status stream is always incremental. */
  readonly logDelivery?: LogDelivery;
  readonly interruptions?: readonly Interruption[];
  readonly hold?: readonly HoldPoint[];
  readonly cancel?: CancelPolicy;
  readonly output?: OutputScript;
  /** The model's answer instead of a picture, see `modelError` and `platformError`. */
  readonly failure?: Outcome | null;
}

/** About one second: two queue positions, then eighteen steps with one log line each. */
export const defaultScript: Required<JobScript> = {
  queuePositions: [1, 0],
  queueMs: 100,
  runMs: 800,
  logs: tqdmLines(18),
  logShape: "labels",
  logDelivery: "cumulative",
  interruptions: [],
  hold: [],
  cancel: "stop",
  output: {},
  failure: null,
};

/** No waiting at all; with holds, a job that moves only when a test lets it. */
export const instantScript: JobScript = { queuePositions: [], queueMs: 0, runMs: 0 };

/** The point in the form that jobs use. */
export function canonicalPoint(point: HoldPoint): HoldPoint {
  return point === "queued" || point === "running" ? `${point}:0` : point;
}

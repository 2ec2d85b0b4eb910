/** Every duration of the backend, in milliseconds; tests hand in short ones. */
export interface Timing {
  /** For one API call. */
  readonly apiDeadline: number;
  /** A transfer without a byte for so long is given up. */
  readonly stallDeadline: number;
  /** The slowest line that an upload is planned for, in bytes per millisecond. */
  readonly slowestUpload: number;
  /** For the first word of a status stream, which says how things are and comes at once. */
  readonly streamStart: number;
  /** Without a byte on a status stream; fal sends a ping every 15 seconds. */
  readonly streamSilence: number;
  /** For one status stream: the next one tells what it may have kept to itself. */
  readonly streamLife: number;
  /** For a status stream to end by itself after its last word, so that its connection can be used again. */
  readonly streamEnd: number;
  /** For a submit that is about to come to have the open connection. */
  readonly courtesy: number;
  readonly firstPoll: number;
  readonly longestPoll: number;
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** Repeats of a call that is safe to repeat. */
  readonly retries: number;
}

export const defaultTiming: Timing = {
  apiDeadline: 60_000,
  stallDeadline: 60_000,
  slowestUpload: 16,
  streamStart: 5_000,
  streamSilence: 20_000,
  streamLife: 60_000,
  streamEnd: 50,
  courtesy: 40,
  firstPoll: 500,
  longestPoll: 3_000,
  firstRetry: 500,
  longestRetry: 15_000,
  retries: 4,
};

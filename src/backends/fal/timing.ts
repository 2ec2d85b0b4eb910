/** Every duration of the backend, in milliseconds; tests hand in short ones. */
export interface Timing {
  /** For one API call. */
  readonly apiDeadline: number;
  /** A transfer without a byte for so long is given up. */
  readonly stallDeadline: number;
  /** The slowest line that an upload is planned for, in bytes per millisecond. */
  readonly slowestUpload: number;
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
  firstPoll: 500,
  longestPoll: 3_000,
  firstRetry: 500,
  longestRetry: 15_000,
  retries: 4,
};

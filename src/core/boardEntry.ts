import type { Job, JobOutcome, JobProgress } from "./job.ts";

/** Where jobs stand, in the order in which people care. */
export const boardStates = ["running", "waiting", "failed", "done", "cancelled"] as const;

export type BoardState = (typeof boardStates)[number];

/** What is known of a job of this window, or of one that ended. Never changed, only replaced. */
export interface BoardEntry {
  readonly job: Job;
  readonly progress?: JobProgress | undefined;
  readonly outcome?: JobOutcome | undefined;
  /** Milliseconds since 1970; missing before it has begun, and of jobs that other windows ran. */
  readonly begun?: number | undefined;
  /** Milliseconds since 1970. */
  readonly ended?: number | undefined;
}

/** A job waits until it begins, and again between its upload and its submit. */
export function stateOf({ outcome, begun, progress }: BoardEntry): BoardState {
  if (outcome) {
    return outcome.state;
  }
  return begun === undefined || progress?.phase === "waiting" ? "waiting" : "running";
}

/** How many jobs stand where. */
export type BoardCounts = Readonly<Record<BoardState, number>>;

/** What has become of the board since its listeners were last told. */
export interface BoardChange {
  /** Where jobs came or went. */
  readonly groups: ReadonlySet<BoardState>;
  /** Jobs that stay where they were and have something new to say. */
  readonly entries: readonly BoardEntry[];
}

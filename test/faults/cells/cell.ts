import type { FailureReason } from "../../../src/core/errors.ts";
import type { WayOut } from "../../../src/core/wayOut.ts";
import type { FaultRule } from "../../fal-server/faults.ts";
import type { RouteName } from "../../fal-server/routeName.ts";
import type { JobScript } from "../../fal-server/script.ts";
import type { Command, Plan, Trouble } from "../driver/plan.ts";

/** What goes wrong in the first life of a job's process. */
export interface Arrangement {
  /** Faults of the fal server. */
  readonly rules?: readonly FaultRule[];
  readonly script?: JobScript;
  /** Troubles within the driver: refused calls, failing system calls, its own death. */
  readonly troubles?: readonly Trouble[];
  /** The driver is killed from outside when the server has processed a call of this route. */
  readonly killDuring?: RouteName;
  readonly plan?: Partial<
    Pick<Plan, "transfer" | "requestTimeout" | "stallDeadline" | "jobDeadline" | "longestPause">
  >;
  /** What the source's file holds instead of a picture; null for no file. */
  readonly source?: Uint8Array | null;
  /** Whether fal has forgotten the request when the next process takes over. */
  readonly isForgottenLater?: boolean;
}

/**
 * What must have come of it when the process has ended, or the next one has taken over after a kill.
 * `posts` counts the submits that fal processed by then.
 */
export type Expected =
  | {
      readonly state: "done";
      readonly posts: 1;
      /** The output's name, where it is not the usual one. */
      readonly output?: string;
      /** A file without a byte that stays: a name that was taken, and never filled. */
      readonly empty?: string;
      /** False where the process was killed after all was done, so that nobody heard of it. */
      readonly isTold?: boolean;
      /** The record stays for the next window, which finds that all is done. */
      readonly isUnfinished?: boolean;
    }
  | {
      readonly state: "failed";
      readonly reason: FailureReason;
      readonly subject?: string;
      readonly wayOut: WayOut;
      readonly posts: number;
      /** What the user does when the fault is gone; undefined where nothing is to be done. */
      readonly later?: { readonly command: Command; readonly posts: number } | undefined;
    }
  /** Nothing was begun: there is no job, and nothing was sent. */
  | { readonly state: "nothing"; readonly posts: 0 };

/** One cell of the matrix: a fault at a step. */
export interface Cell {
  readonly step: string;
  readonly fault: string;
  /** Which of several ways of the fault this is: once, lasting, before, after… */
  readonly variant: string;
  readonly arrangement: Arrangement;
  readonly expected: Expected;
}

/** Whether a cell sleeps most of its time, until something is given up. */
export const isPatient = ({ arrangement: { plan = {} } }: Cell): boolean =>
  plan.stallDeadline !== undefined || plan.jobDeadline !== undefined;

export const done = { state: "done", posts: 1 } as const satisfies Expected;
export const nothing = { state: "nothing", posts: 0 } as const satisfies Expected;

/** The button that the job's end offers, pressed when the fault is gone, and how many submits there are then. */
const buttons: Record<WayOut, Command | undefined> = {
  getResult: "act",
  saveAnyway: "act",
  setApiKey: "act",
  tryAgain: "act",
  submitAgain: "act",
  // What they open is outside; whoever comes back runs the command again.
  openBilling: "run",
  openSettings: "run",
  showJobs: undefined,
  showLog: undefined,
};

/** A failure: its reason, its button, the submits that fal processed before and after the button. */
export function fails(
  reason: FailureReason,
  wayOut: WayOut,
  [posts, later]: readonly [number, number?],
  facts: { readonly subject?: string; readonly next?: Command } = {},
): Extract<Expected, { state: "failed" }> {
  const command = facts.next ?? buttons[wayOut];
  return {
    state: "failed",
    reason,
    wayOut,
    posts,
    ...(facts.subject !== undefined && { subject: facts.subject }),
    later: command && { command, posts: later ?? posts },
  };
}

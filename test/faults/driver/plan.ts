import type { CloudSettings } from "../../../src/core/connection.ts";

/** Where a step of a job can be disturbed: calls to fal, and calls to the disk. */
export type Step =
  | "read"
  | "initiate"
  | "upload"
  | "submit"
  | "statusStream"
  | "status"
  | "result"
  | "download"
  | "finish"
  | "probe"
  | "write"
  | "link"
  | "claim"
  | "rename"
  | "planned"
  | "submitting"
  | "submitted"
  | "ledger"
  | "ended"
  | "forget";

/**
 * What happens at a step. `kill` and `stop` are signals to the driver's own process, `refuse` leads a call
 * to a port where nobody listens, `busy` puts somebody else's file in the place, all else is the code of a
 * failing system call.
 */
type Mishap = "kill" | "stop" | "refuse" | "busy" | "ENOSPC" | "EROFS" | "EACCES" | "EIO" | "EPERM";

/** One planned disturbance of the driver from within. */
export interface Trouble {
  readonly step: Step;
  /** `middle` is half-way through what is written or received. */
  readonly when: "before" | "middle" | "after";
  readonly what: Mishap;
  /** How many times the step goes well before; 0 when left out. */
  readonly skip?: number;
  /** How many times it happens; always when left out. */
  readonly times?: number;
}

/**
 * What the driver does. `run` upscales the sources as the command does; `resume` does what a new window does;
 * `act` presses the button of every job that ended without a file; `session` resumes and runs.
 */
export type Command = "run" | "resume" | "act" | "session";

/** Everything that the driver is told, as JSON in its first argument. Times are milliseconds. */
export interface Plan {
  readonly command: Command;
  readonly serverUrl: string;
  readonly key: string;
  /** The folder of the journal. */
  readonly journal: string;
  /** Absolute paths of pictures. */
  readonly sources: readonly string[];
  readonly transfer: CloudSettings["imageTransfer"];
  readonly requestTimeout: number;
  readonly stallDeadline: number;
  readonly jobDeadline: number;
  /** Between two polls, and between two attempts while the network is away. */
  readonly longestPause: number;
  readonly concurrency: number;
  /** How long another window must be silent to be held to be gone. */
  readonly silence: number;
  readonly troubles: readonly Trouble[];
}

/** What the driver tells, one JSON a line. */
export type DriverEvent =
  | { readonly event: "stopping" }
  | { readonly event: "progress"; readonly source: string; readonly phase: string }
  | { readonly event: "log"; readonly text: string }
  | { readonly event: "outcome"; readonly outcome: ToldOutcome }
  /** The command ended before any job began: no place for an output, or no journal. */
  | { readonly event: "notBegun"; readonly detail: string }
  | { readonly event: "finished" };

/** How a job ended, and the one thing that its user is offered. */
export interface ToldOutcome {
  readonly jobId: string;
  readonly source: string;
  readonly state: "done" | "failed" | "cancelled";
  readonly reason?: string | undefined;
  readonly subject?: string | undefined;
  readonly detail?: string | undefined;
  readonly wayOut?: string | undefined;
  readonly isSubmitted: boolean;
  readonly output?: { readonly name: string; readonly hash: string } | undefined;
}

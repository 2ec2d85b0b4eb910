import type { FaultRule } from "./faults.ts";
import type { JobSnapshot } from "./job.ts";
import type { JournalEntry, JournalFilter } from "./journal.ts";
import type { HoldPoint, JobScript } from "./script.ts";
import type { SettingsChange } from "./settings.ts";

/** Which jobs are meant; what is left out may be anything. */
export type JobFilter = Partial<JobSnapshot>;

/**
 * What a test can do with a server, in its own process or from another one. Every change has taken
 * effect when the promise resolves. Waiting takes 20 seconds at most unless told otherwise, and
 * rejects with a description of what there was instead.
 */
export interface FalControl {
  /**
   * Sets how jobs go that are submitted from now on or, with `times`, only the next few. What the
   * script leaves out is as the server was started.
   */
  script(script: JobScript, times?: number): Promise<void>;

  /** Makes jobs that are submitted from now on stop at these points too, whatever their script, until release or reset. */
  hold(...points: HoldPoint[]): Promise<void>;

  /**
   * Lets jobs go on. Without arguments: all of them, from everywhere, those to come included. With
   * a point: from that point, those to come included. With a request id: only that job. It does not
   * matter whether a job has come to the point already.
   */
  release(what?: { readonly point?: HoldPoint; readonly requestId?: string }): Promise<void>;

  /** Puts a fault in the way of requests to come. */
  addFault(rule: FaultRule): Promise<void>;
  clearFaults(): Promise<void>;

  configure(change: SettingsChange): Promise<void>;

  /** Puts the server's clock forward, so that files and finished requests expire. Jobs do not notice. */
  skipTime(seconds: number): Promise<void>;

  /** The requests that the filter means; without one, all, open ones too. */
  readJournal(filter?: JournalFilter): Promise<JournalEntry[]>;

  /** Resolves as soon as there are `count` (1) such requests, with all of them. */
  waitFor(filter: JournalFilter, count?: number, timeoutMs?: number): Promise<JournalEntry[]>;

  /** All jobs in the order of their submission. */
  jobs(): Promise<JobSnapshot[]>;

  /** Resolves as soon as there is such a job, with the first one. */
  waitForJob(filter: JobFilter, timeoutMs?: number): Promise<JobSnapshot>;

  /** Back to the start: no journal, jobs, files, faults, and script and settings of the start. */
  reset(): Promise<void>;
}

/** The names of all of {@link FalControl}, which are also its paths over HTTP. */
export const controlVerbs = [
  "script",
  "hold",
  "release",
  "addFault",
  "clearFaults",
  "configure",
  "skipTime",
  "readJournal",
  "waitFor",
  "jobs",
  "waitForJob",
  "reset",
] as const satisfies readonly (keyof FalControl)[];

/** Where the control API is, below a server's address. */
export const controlPath = "/__control/";

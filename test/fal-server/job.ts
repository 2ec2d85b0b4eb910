import { randomUUID } from "node:crypto";
import { Gate } from "./gate.ts";
import { toLogEntry } from "./logs.ts";
import { defaultScript } from "./script.ts";
import type { LogEntry, LogLine } from "./logs.ts";
import type { HoldPoint, JobScript } from "./script.ts";
import type { Outcome } from "./outcome.ts";

/** What somebody asked the queue to do. */
export interface JobRequest {
  readonly endpoint: string;
  readonly input: unknown;
  readonly script: JobScript;
  /** Low priority waits behind normal (header `x-fal-queue-priority`, `@fal-ai/client` 1.10.1 headers.ts). */
  readonly lowPriority: boolean;
  /** How long the picture stays on the CDN; null for ever. */
  readonly resultLifeSeconds: number | null;
  /** Address of a file of ours, as this caller can reach it. */
  readonly fileUrl: (path: string) => string;
}

/** A job as tests see it. */
export interface JobSnapshot {
  readonly requestId: string;
  readonly endpoint: string;
  readonly status: string;
  /** Requests ahead; null once it runs. */
  readonly queuePosition: number | null;
  readonly heldAt: HoldPoint | null;
  readonly logLines: number;
  readonly cancelRequested: boolean;
  /** HTTP status of the result; null until the job has completed. */
  readonly resultStatus: number | null;
}

/** One request in fal's queue, from IN_QUEUE to COMPLETED. */
export class Job {
  readonly id = randomUUID();
  readonly request: JobRequest;
  readonly script: Required<JobScript>;
  readonly gate: Gate;
  readonly logs: LogEntry[] = [];
  /** IN_QUEUE, IN_PROGRESS, COMPLETED, or what a script makes up. */
  status = "IN_QUEUE";
  /** The number of other people's requests ahead that the script pretends. */
  scriptedAhead: number;
  /** Done with its scripted place in the queue; takes the next free slot. */
  readyToRun = false;
  holdsSlot = false;
  cancelRequested = false;
  /** How much of the log a poll has been given, where polls get only what is new. */
  polledLogs = 0;
  startedAt: number | null = null;
  completedAt: number | null = null;
  outcome: Outcome | null = null;
  readonly #changed: () => void;

  constructor(request: JobRequest, changed: () => void) {
    this.request = request;
    this.script = { ...defaultScript, ...request.script };
    this.scriptedAhead = this.script.queuePositions[0] ?? 0;
    this.gate = new Gate(this.script.hold, changed);
    this.#changed = changed;
  }

  get isCompleted(): boolean {
    return this.outcome !== null;
  }

  show(status: string): void {
    this.status = status;
    this.#changed();
  }

  log(line: LogLine, at: number): void {
    this.logs.push(toLogEntry(line, this.script.logShape, at));
    this.#changed();
  }

  complete(outcome: Outcome, at: number): void {
    this.outcome = outcome;
    this.completedAt = at;
    this.holdsSlot = false;
    this.readyToRun = false;
    this.show("COMPLETED");
  }
}

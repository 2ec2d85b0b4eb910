import { Job } from "./job.ts";
import { live } from "./jobLife.ts";
import { platformError } from "./outcome.ts";
import type { Changes } from "./changes.ts";
import type { Clock } from "./clock.ts";
import type { JobRequest, JobSnapshot } from "./job.ts";
import type { Model } from "./jobLife.ts";
import type { HoldPoint } from "./script.ts";

/** Where jobs wait and run, some at a time (fal allows a new account two). */
export class JobQueue {
  readonly #jobs = new Map<string, Job>();
  readonly #clock: Clock;
  readonly #changes: Changes;
  readonly #concurrency: () => number;

  constructor(clock: Clock, changes: Changes, concurrency: () => number) {
    this.#clock = clock;
    this.#changes = changes;
    this.#concurrency = concurrency;
  }

  submit(request: JobRequest, model: Model): Job {
    const job = new Job(request, () => this.#changed());
    this.#jobs.set(job.id, job);
    const canStart = (one: Job) => this.#canStart(one);
    void live(job, { model, clock: this.#clock, canStart });
    return job;
  }

  /** The request, as long as fal keeps it: finished ones for `retentionSeconds`. */
  find(id: string, retentionSeconds: number): Job | undefined {
    const job = this.#jobs.get(id);
    const age = this.#clock.now() - (job?.completedAt ?? this.#clock.now());
    return age <= retentionSeconds * 1000 ? job : undefined;
  }

  forget(job: Job): void {
    this.#jobs.delete(job.id);
  }

  /** Requests ahead of this one: those that the script pretends and those of this queue. */
  position(job: Job): number {
    return job.scriptedAhead + this.#waiting().indexOf(job);
  }

  /** How many requests wait. */
  get length(): number {
    return this.#waiting().length;
  }

  get hasFreeSlot(): boolean {
    return this.#running() < this.#concurrency();
  }

  /** Resolves when the job has its outcome. */
  completion(job: Job): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (job.isCompleted) {
          stopListening();
          resolve();
        }
      };
      const stopListening = this.#changes.listen(look);
      look();
    });
  }

  /** Lets one job, or all of them, go on from one point, or from all of them. */
  release(point?: HoldPoint, requestId?: string): void {
    for (const job of this.#jobs.values()) {
      if (requestId === undefined || job.id === requestId) {
        job.gate.release(point);
      }
    }
  }

  snapshots(): JobSnapshot[] {
    return [...this.#jobs.values()].map((job) => ({
      requestId: job.id,
      endpoint: job.request.endpoint,
      status: job.status,
      queuePosition: job.status === "IN_QUEUE" ? this.position(job) : null,
      heldAt: job.gate.heldAt,
      logLines: job.logs.length,
      cancelRequested: job.cancelRequested,
      resultStatus: job.outcome?.status ?? null,
    }));
  }

  /** Ends and forgets everything. */
  clear(): void {
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const job of jobs) {
      job.gate.stop(platformError("internal_error", "The server was reset"));
    }
  }

  /** Lets every waiting job look again at what it waits for. */
  wakeAll(): void {
    for (const job of this.#jobs.values()) {
      job.gate.wake();
    }
  }

  #changed(): void {
    this.wakeAll();
    this.#changes.notify();
  }

  #canStart(job: Job): boolean {
    return this.hasFreeSlot && this.#waiting().find((each) => each.readyToRun) === job;
  }

  #running(): number {
    return [...this.#jobs.values()].filter((job) => job.holdsSlot).length;
  }

  #waiting(): Job[] {
    const waiting = [...this.#jobs.values()].filter((job) => job.status === "IN_QUEUE");
    return [
      ...waiting.filter((job) => !job.request.lowPriority),
      ...waiting.filter((job) => job.request.lowPriority),
    ];
  }
}

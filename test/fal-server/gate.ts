import { canonicalPoint } from "./script.ts";
import type { HoldPoint } from "./script.ts";
import type { Outcome } from "./outcome.ts";

/** Thrown inside a job's life when it has to end at once with an outcome of its own. */
export class JobStopped extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super("the job was stopped");
    this.outcome = outcome;
  }
}

/** Every wait of one job: for time, for a test's release, for a slot. All of them can be cut short. */
export class Gate {
  readonly #holds: Set<HoldPoint>;
  readonly #changed: () => void;
  readonly #sleepers = new Set<() => void>();
  #stopped: Outcome | undefined;
  #hurried = false;
  #heldAt: HoldPoint | null = null;

  constructor(holds: readonly HoldPoint[], changed: () => void) {
    this.#holds = new Set(holds.map(canonicalPoint));
    this.#changed = changed;
  }

  /** Where a test holds the job at this moment. */
  get heldAt(): HoldPoint | null {
    return this.#heldAt;
  }

  /** Stops here while the point is held. */
  async pass(point: HoldPoint): Promise<void> {
    if (this.#holds.has(point) && !this.#hurried) {
      this.#heldAt = point;
      this.#changed();
      await this.until(() => !this.#holds.has(point)).finally(() => (this.#heldAt = null));
    }
    this.#throwIfStopped();
  }

  async pause(ms: number): Promise<void> {
    let due = ms <= 0;
    const timer = setTimeout(() => {
      due = true;
      this.wake();
    }, ms);
    await this.until(() => due).finally(() => clearTimeout(timer));
  }

  /** Waits for a condition that somebody else makes true and then tells by {@link wake}. */
  async until(condition: () => boolean): Promise<void> {
    this.#throwIfStopped();
    while (!condition() && !this.#hurried) {
      await new Promise<void>((resolve) => this.#sleepers.add(resolve));
      this.#throwIfStopped();
    }
  }

  /** Waits for work that is done elsewhere; the work itself goes on when the job is stopped. */
  async during<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const note = () => {
      settled = true;
      this.wake();
    };
    work.then(note, note);
    await this.until(() => settled);
    return work;
  }

  wake(): void {
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const sleeper of sleepers) {
      sleeper();
    }
  }

  /** Opens one point, or all of them, whether the job has come to it or not. */
  release(point?: HoldPoint): void {
    if (point) {
      this.#holds.delete(canonicalPoint(point));
    } else {
      this.#holds.clear();
    }
    this.wake();
  }

  /** Ends the job with this outcome at its next wait, which is now if it waits. */
  stop(outcome: Outcome): void {
    this.#stopped ??= outcome;
    this.wake();
  }

  /** Lets the job run to its end without any further wait. */
  hurry(): void {
    this.#hurried = true;
    this.wake();
  }

  #throwIfStopped(): void {
    if (this.#stopped) {
      throw new JobStopped(this.#stopped);
    }
  }
}

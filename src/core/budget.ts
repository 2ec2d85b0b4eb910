import pLimit from "p-limit";
import type { DayCharges } from "./dayCharges.ts";
import type { Job } from "./job.ts";

/** The most that may be charged without asking, in dollars; infinite for no limit. */
export interface SpendingLimits {
  readonly perRun: number;
  readonly perDay: number;
}

/** A limit that the next job would break. */
export interface LimitReached {
  readonly limit: "run" | "day";
  /** Dollars. */
  readonly most: number;
  /** Dollars that the run, or the day, has cost; undefined where that cannot be read. */
  readonly spent: number | undefined;
  /** Dollars that the next job costs; undefined where that is not known. */
  readonly next: number | undefined;
}

export interface BudgetParts {
  readonly limits: SpendingLimits;
  readonly day: Pick<DayCharges, "allow" | "spentToday" | "inTurn">;
  /** Whether the run may go on beyond its limits; asked once. */
  readonly ask: (reached: LimitReached) => Promise<boolean>;
}

/** Sums of thirds of cents are not exact; nobody is asked for a millionth of a dollar. */
const tolerance = 1e-6;

/** Watches what one run is charged. */
export class Budget {
  readonly #parts: BudgetParts;
  readonly #inTurn = pLimit(1);
  #spent = 0;
  #answer: boolean | undefined;

  constructor(parts: BudgetParts) {
    this.#parts = parts;
  }

  /**
   * Whether `job` may be charged with so many dollars, undefined where its price is not known. At the first
   * limit the user is asked, and the answer holds for the rest of the run. Jobs wait for each other here.
   */
  mayCharge = (job: Job, dollars: number | undefined): Promise<boolean> =>
    this.#inTurn(() => {
      const decide = () => this.#decide(job, dollars);
      // Two runs that look at the same sum would both find room in it.
      return this.#isDayLimited ? this.#parts.day.inTurn(decide) : decide();
    });

  get #isDayLimited(): boolean {
    return this.#parts.limits.perDay !== Number.POSITIVE_INFINITY;
  }

  async #decide(job: Job, dollars: number | undefined): Promise<boolean> {
    const reached = this.#answer === undefined ? await this.#limitReached(dollars) : undefined;
    if (reached) {
      this.#answer = await this.#parts.ask(reached);
    }
    const may = this.#answer ?? true;
    if (may) {
      this.#spent += dollars ?? 0;
      this.#parts.day.allow(job, dollars);
    }
    return may;
  }

  async #limitReached(next: number | undefined): Promise<LimitReached | undefined> {
    const { perRun, perDay } = this.#parts.limits;
    if (isBroken(perRun, this.#spent, next)) {
      return { limit: "run", most: perRun, spent: this.#spent, next };
    }
    if (!this.#isDayLimited) {
      return undefined;
    }
    const spent = await this.#parts.day.spentToday().catch(() => undefined);
    return isBroken(perDay, spent, next) ? { limit: "day", most: perDay, spent, next } : undefined;
  }
}

/** What is not known may be too much. */
const isBroken = (most: number, spent: number | undefined, next: number | undefined): boolean =>
  most !== Number.POSITIVE_INFINITY &&
  (spent === undefined || next === undefined || spent + next > most + tolerance);

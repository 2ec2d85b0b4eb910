import pLimit from "p-limit";
import { costOf, expectedCost } from "./cost.ts";
import { isInCloud } from "./job.ts";
import type { Job } from "./job.ts";
import type { JobRecord } from "./jobRecord.ts";
import { dayOf } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import type { LedgerEntry } from "./ledgerEntry.ts";

/** Where jobs are written down that have not come into the ledger. */
interface Records {
  unfinished(): Promise<readonly JobRecord[]>;
  ended(): Promise<readonly JobRecord[]>;
}

interface Charge {
  readonly at: number;
  readonly dollars: number;
}

/**
 * What this local day has cost: what is done, what is submitted and what is about to be, of all windows. One
 * for all runs of a window.
 */
export class DayCharges {
  readonly #ledger: Ledger;
  readonly #records: Records;
  readonly #now: () => number;
  readonly #limit = pLimit(1);
  /** By job: what this window lets go, until the journal knows what became of it. */
  readonly #allowed = new Map<string, Charge>();

  constructor(ledger: Ledger, records: Records, now: () => number = Date.now) {
    this.#ledger = ledger;
    this.#records = records;
    this.#now = now;
  }

  /** Runs work that looks at the sum and adds to it, one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#limit(work);
  }

  /** Counts `job` from now on, with 0 where its price is not known. */
  allow({ id }: Job, dollars = 0): void {
    this.#allowed.set(id, { at: this.#now(), dollars });
  }

  /** Dollars since midnight, with estimates where fal has not said what it charged. Rejects where that cannot be read. */
  async spentToday(): Promise<number> {
    const now = this.#now();
    const records = [...(await this.#records.unfinished()), ...(await this.#records.ended())];
    // Last, so that what is done meanwhile is in it.
    await this.#ledger.update();
    const { today, jobs } = this.#ledger.spending(now);
    const settled = new Set(jobs.map(({ charge }) => charge));
    const pending = this.#allowedSince(jobs);
    for (const record of records.filter((one) => !settled.has(chargeId(one)))) {
      this.#consider(record, pending);
    }
    return [...pending.values()]
      .filter(({ at }) => dayOf(at) === dayOf(now))
      .reduce((sum, { dollars }) => sum + dollars, today.dollars);
  }

  /** What this window has let go that has not come into the ledger since. */
  #allowedSince(done: readonly LedgerEntry[]): Map<string, Charge> {
    const isDoneSince = (id: string, allowedAt: number) =>
      done.some(({ job, at }) => job === id && at >= allowedAt);
    return new Map([...this.#allowed].filter(([id, { at }]) => !isDoneSince(id, at)));
  }

  #consider(record: JobRecord, pending: Map<string, Charge>): void {
    const { id } = record.job;
    const dollars = chargeOf(record) ?? this.#allowed.get(id)?.dollars ?? 0;
    if (mayBeCharged(record)) {
      pending.set(id, { at: record.at, dollars });
    } else if (record.end) {
      pending.delete(id);
    }
  }
}

/** What the ledger knows the charge by. */
const chargeId = ({ job }: JobRecord): string => job.submitted?.request.requestId ?? job.id;

/**
 * Whether fal may have charged for a job: it was submitted, for all we know, and fal did not fail; or it was let
 * go, and waits for the network only.
 */
function mayBeCharged({ job, step, end }: JobRecord): boolean {
  const isLetGo = end === undefined && job.mayCost !== undefined;
  const isSent = isLetGo || job.submitted !== undefined || step === "submitting";
  return isInCloud(job) && isSent && !(end?.state === "failed" && end.ended);
}

const chargeOf = ({ job, end }: JobRecord): number | undefined =>
  end?.state === "done"
    ? costOf(job, end.output).dollars
    : (expectedCost(job, job.submitted?.source) ?? job.mayCost);

import type { RecordFiles } from "./journal.ts";
import { parseLedgerLine } from "./ledgerEntry.ts";
import type { LedgerEntry } from "./ledgerEntry.ts";
import type { UpscaleOptions } from "./options.ts";
import type { Provenance } from "./provenance.ts";

/** What several jobs cost together. */
export interface SpendingSum {
  readonly dollars: number;
  /** Whether some of it is an estimate, because fal did not say what it charged. */
  readonly isEstimate: boolean;
  /** Units of fal's price, where it said how many it charged. */
  readonly units: number;
  /** Images that were paid for. */
  readonly paid: number;
  /** Images that were made on this device. */
  readonly free: number;
}

/** What was spent, in local days and months. */
export interface Spending {
  readonly today: SpendingSum;
  readonly month: SpendingSum;
  /** Every job that was done, the newest first. */
  readonly jobs: readonly LedgerEntry[];
}

/**
 * What was ever done, from the ledger's file. Everything but `update` answers from what the last `update`
 * has read.
 */
export class Ledger {
  readonly #files: Pick<RecordFiles, "readLedger">;
  #entries = new Map<string, LedgerEntry>();
  /** By the hashes of the files that were made. */
  #outputs = new Map<string, LedgerEntry>();
  /** The seeds that a source was done with, by the source and the other options. */
  #done = new Map<string, Set<number | null>>();
  #read = 0;
  #lastLine = "";
  #updating: Promise<void> | undefined;

  constructor(files: Pick<RecordFiles, "readLedger">) {
    this.#files = files;
  }

  /** Reads what was written since the last time, by any window. Rejects where the file cannot be read. */
  update(): Promise<void> {
    this.#updating ??= this.#update().finally(() => (this.#updating = undefined));
    return this.#updating;
  }

  /** Whether a source with this hash was done with the same options; without a seed, with any. */
  isDone(sourceHash: string, options: UpscaleOptions): boolean {
    const seeds = this.#done.get(doneKey(sourceHash, options));
    const seed = seedOf(options);
    return seeds !== undefined && (seed === null || seeds.has(seed));
  }

  /** Whether a file with this hash was made by a job. */
  isOurs(hash: string): boolean {
    return this.#outputs.has(hash);
  }

  /** How the file with this hash was made; undefined where no job has made it. */
  provenance(hash: string): Provenance | undefined {
    return this.#outputs.get(hash);
  }

  /** What was spent on the local day and in the month of `now`, milliseconds since 1970. What was paid once counts once. */
  spending(now: number): Spending {
    const jobs = [...this.#entries.values()].toSorted((a, b) => b.at - a.at);
    return {
      today: sum(jobs.filter(({ at }) => dayOf(at) === dayOf(now))),
      month: sum(jobs.filter(({ at }) => monthOf(at) === monthOf(now))),
      jobs,
    };
  }

  async #update(): Promise<void> {
    const text = await this.#files.readLedger();
    if (!text.slice(0, this.#read).endsWith(this.#lastLine) || text.length < this.#read) {
      this.#forget();
    }
    // What has no end yet is being written.
    const end = text.lastIndexOf("\n") + 1;
    const lines = text.slice(this.#read, end).split("\n").filter(Boolean);
    for (const line of lines) {
      this.#add(line);
    }
    this.#read = Math.max(end, this.#read);
    this.#lastLine = lines.length > 0 ? `${lines.at(-1)}\n` : this.#lastLine;
  }

  /** The file is another one than before: it was deleted meanwhile. */
  #forget(): void {
    this.#entries.clear();
    this.#outputs.clear();
    this.#done.clear();
    this.#read = 0;
    this.#lastLine = "";
  }

  #add(line: string): void {
    const entry = parseLedgerLine(line);
    if (entry === undefined) {
      return;
    }
    this.#entries.set(entry.charge ?? line, entry);
    if (entry.outputHash !== undefined) {
      this.#outputs.set(entry.outputHash, entry);
    }
    if (entry.sourceHash !== undefined) {
      const key = doneKey(entry.sourceHash, entry.options);
      const seeds = this.#done.get(key) ?? new Set();
      this.#done.set(key, seeds.add(seedOf(entry.options)).add(entry.seed ?? null));
    }
  }
}

const seedOf = (options: UpscaleOptions): number | null =>
  options.model === "clarity" ? options.seed : null;

/** The order of the options is not part of them. */
const doneKey = (sourceHash: string, options: UpscaleOptions): string =>
  JSON.stringify([
    sourceHash,
    ...Object.entries({ ...options, seed: null }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** The local day, to compare. */
export const dayOf = (at: number): string => new Date(at).toDateString();

const monthOf = (at: number): string => `${new Date(at).getFullYear()} ${new Date(at).getMonth()}`;

function sum(entries: readonly LedgerEntry[]): SpendingSum {
  const paid = entries.filter(({ options }) => options.model === "clarity");
  return {
    dollars: paid.reduce((total, { dollars }) => total + dollars, 0),
    isEstimate: paid.some(({ units }) => units === undefined),
    units: paid.reduce((total, { units = 0 }) => total + units, 0),
    paid: paid.length,
    free: entries.length - paid.length,
  };
}

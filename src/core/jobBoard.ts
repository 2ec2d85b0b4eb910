import { stateOf } from "./boardEntry.ts";
import type { BoardChange, BoardCounts, BoardEntry, BoardState } from "./boardEntry.ts";
import type { Job, JobOutcome, JobProgress } from "./job.ts";

/** Milliseconds in which changes are gathered: more often than some times a second nobody reads them. */
const gathering = 300;

/** What the board needs of the outside. */
export interface BoardHost {
  readonly now: () => number;
  /** Calls back a little later. */
  readonly soon: (callback: () => void) => void;
}

const systemHost: BoardHost = {
  now: () => Date.now(),
  soon: (callback) => void setTimeout(callback, gathering),
};

/**
 * The jobs of this window and how ended ones ended, for people to see. Telling it something is cheap at any
 * rate; its listeners hear of it gathered.
 */
export class JobBoard {
  readonly #entries = new Map<string, BoardEntry>();
  readonly #controllers = new Map<string, AbortController>();
  readonly #listeners = new Set<(change: BoardChange) => void>();
  readonly #host: BoardHost;
  /** The jobs with something to tell, as listeners know them; undefined where they do not. */
  readonly #untold = new Map<string, BoardEntry | undefined>();

  constructor(host = systemHost) {
    this.#host = host;
  }

  /** Takes in jobs that are about to run. One that is there already begins anew. */
  add(jobs: readonly Job[]): void {
    for (const job of jobs) {
      this.#controllers.set(job.id, new AbortController());
      // To the end of the list, where its turn is.
      const before = this.#entries.get(job.id);
      this.#entries.delete(job.id);
      this.#set({ job }, before);
    }
  }

  /** Aborts when the user takes back this one job. */
  signalOf({ id }: Job): AbortSignal {
    return this.#controllers.get(id)?.signal ?? new AbortController().signal;
  }

  begin({ id }: Job): void {
    this.#update(id, { begun: this.#host.now() });
  }

  progress({ id }: Job, progress: JobProgress): void {
    this.#update(id, { progress });
  }

  /** Takes a job as ended, also one that never was on the board. */
  end(outcome: JobOutcome): void {
    const { job } = outcome;
    const before = this.#entries.get(job.id);
    this.#controllers.delete(job.id);
    this.#set({ ...before, job, outcome, progress: undefined, ended: this.#host.now() }, before);
  }

  /** Takes back jobs that have not ended; the others do not care. */
  cancel(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#controllers.get(id)?.abort();
    }
  }

  cancelAll(): void {
    this.cancel([...this.#controllers.keys()]);
  }

  /**
   * Takes what has ended from a list that was complete at `readAt`, in milliseconds since 1970: what is not
   * in it has been forgotten, unless it ended later. Jobs that have not ended stay.
   */
  takeEnded(ended: readonly BoardEntry[], readAt: number): void {
    const ids = new Set(ended.map(({ job }) => job.id));
    for (const [id, entry] of this.#entries) {
      if (entry.outcome && !ids.has(id) && (entry.ended ?? 0) < readAt) {
        this.#remove(id, entry);
      }
    }
    for (const entry of ended) {
      if (!this.#entries.has(entry.job.id)) {
        this.#set(entry, undefined);
      }
    }
  }

  /** Forgets ended jobs. */
  forget(ids: Iterable<string>): void {
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry?.outcome) {
        this.#remove(id, entry);
      }
    }
  }

  get(id: string): BoardEntry | undefined {
    return this.#entries.get(id);
  }

  /** Ended jobs come newest first, the others in the order of their turns. */
  inState(...states: readonly BoardState[]): BoardEntry[] {
    const found = [...this.#entries.values()].filter((entry) => states.includes(stateOf(entry)));
    return found.toSorted((a, b) => (b.ended ?? Infinity) - (a.ended ?? Infinity) || 0);
  }

  counts(): BoardCounts {
    const counts = { running: 0, waiting: 0, failed: 0, done: 0, cancelled: 0 };
    for (const entry of this.#entries.values()) {
      counts[stateOf(entry)] += 1;
    }
    return counts;
  }

  /** Tells `listener` what has changed, gathered. Returns what ends that. */
  onChange(listener: (change: BoardChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #update(id: string, news: Pick<BoardEntry, "begun" | "progress">): void {
    const before = this.#entries.get(id);
    // What comes late, after a job's end, is no news.
    if (before && !before.outcome) {
      this.#set({ ...before, ...news }, before);
    }
  }

  #set(entry: BoardEntry, before: BoardEntry | undefined): void {
    this.#entries.set(entry.job.id, entry);
    this.#note(entry.job.id, before);
  }

  #remove(id: string, before: BoardEntry): void {
    this.#entries.delete(id);
    this.#note(id, before);
  }

  #note(id: string, before: BoardEntry | undefined): void {
    if (this.#untold.size === 0) {
      this.#host.soon(() => this.#tell());
    }
    if (!this.#untold.has(id)) {
      this.#untold.set(id, before);
    }
  }

  #tell(): void {
    const groups = new Set<BoardState>();
    const entries: BoardEntry[] = [];
    for (const [id, before] of this.#untold) {
      const now = this.#entries.get(id);
      if (before && now && isInPlace(before, now)) {
        entries.push(now);
      } else {
        const touched = [before, now].filter((entry) => entry !== undefined);
        touched.map(stateOf).forEach((state) => groups.add(state));
      }
    }
    this.#untold.clear();
    for (const listener of this.#listeners) {
      listener({ groups, entries });
    }
  }
}

/** Whether a job stands in the same group, and where it stood there. */
const isInPlace = (before: BoardEntry, now: BoardEntry): boolean =>
  stateOf(before) === stateOf(now) && before.ended === now.ended;

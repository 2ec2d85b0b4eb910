import pLimit from "p-limit";
import type { Job, JobOutcome } from "./job.ts";
import { parseRecord, toEnd, writeRecord } from "./jobRecord.ts";
import type { JobRecord, JobStep } from "./jobRecord.ts";
import { ledgerLine } from "./ledgerEntry.ts";

export type RecordFolder = "unfinished" | "ended";

/** Where records lie. A write is whole or not at all, and on disk when it resolves. */
export interface RecordFiles {
  list(folder: RecordFolder): Promise<readonly string[]>;
  read(folder: RecordFolder, name: string): Promise<string | undefined>;
  write(folder: RecordFolder, name: string, text: string): Promise<void>;
  /** Renames within a folder, in one step; false when there is no such file any more. */
  rename(folder: RecordFolder, from: string, to: string): Promise<boolean>;
  remove(folder: RecordFolder, name: string): Promise<void>;
  /** Adds a line to the ledger. */
  append(line: string): Promise<void>;
  /** The whole ledger; empty while there is none. */
  readLedger(): Promise<string>;
}

/** One of several windows that share the journal. */
export interface Owner {
  readonly id: string;
  /** Whether the window with this id is gone and will not come back. */
  readonly isGone: (id: string) => Promise<boolean>;
}

/** Ended jobs beyond these are pruned; the ledger keeps what matters of them. */
export const mostEnded = 200;

/** Files that are written at a time: a system has only so many to open. */
const writesAtOnce = 16;

/**
 * Every job, written down before and after each step that matters. An unfinished job is one file,
 * `<job>.<owner>.json`; taking it over is renaming it, which only one window can do.
 */
export class Journal {
  readonly #files: RecordFiles;
  readonly #owner: Owner;
  readonly #now: () => number;

  constructor(files: RecordFiles, owner: Owner, now: () => number = Date.now) {
    this.#files = files;
    this.#owner = owner;
    this.#now = now;
  }

  /**
   * Writes down jobs that are new, or that run once more after their end: all of them or, where that is not
   * possible, none, so that nothing is begun later of which the user was told that it was not. Rejects then.
   */
  async begin(jobs: readonly Job[]): Promise<void> {
    const limit = pLimit(writesAtOnce);
    const each = (work: (job: Job) => Promise<void>) =>
      Promise.allSettled(jobs.map((job) => limit(() => work(job))));
    const written = await each((job) => this.#write(job, "planned"));
    const failure = written.find((result) => result.status === "rejected");
    if (failure) {
      await each(({ id }) => this.#files.remove("unfinished", this.#name(id)));
      throw failure.reason;
    }
    await each(({ id }) => this.#files.remove("ended", `${id}.json`));
  }

  /**
   * The job as it may run once more, asked when the user wants that: undefined for one that is done or under way
   * meanwhile, here or in another window, and with its submission where fal may have its result.
   */
  async runnable(job: Job): Promise<Job | undefined> {
    const names = await this.#files.list("unfinished");
    const isElsewhere = (name: string) =>
      name.startsWith(`${job.id}.`) && name !== this.#name(job.id);
    const ended = parseRecord((await this.#files.read("ended", `${job.id}.json`)) ?? "");
    if (names.some(isElsewhere) || ended?.end?.state === "done") {
      return undefined;
    }
    return ended && mayHaveResult(ended) ? { ...job, submitted: ended.job.submitted } : job;
  }

  /** Writes down that `job` has come to `step`. A job that is new here, or was ended, becomes unfinished. */
  async record(job: Job, step: JobStep): Promise<void> {
    await this.#write(job, step);
    // An end that stands there at a submit is another window's, and is looked at by `owns`.
    if (step !== "submitting") {
      await this.#files.remove("ended", `${job.id}.json`);
    }
  }

  /**
   * Whether no other window has taken the job over, holding this one to be gone. Asked before a submit is
   * written down and after it: a record that was written too late is taken back.
   */
  async owns({ id }: Job): Promise<boolean> {
    const own = this.#name(id);
    const records = (await this.#files.list("unfinished")).filter((name) =>
      name.startsWith(`${id}.`),
    );
    const isEnded = (await this.#files.read("ended", `${id}.json`)) !== undefined;
    const isOwn = records.length === 1 && records[0] === own && !isEnded;
    if (!isOwn) {
      await this.#files.remove("unfinished", own);
    }
    return isOwn;
  }

  /** Writes down how the job ended. What is done enters the ledger. */
  async end(outcome: JobOutcome): Promise<void> {
    const { job } = outcome;
    const step = job.submitted
      ? "submitted"
      : outcome.state === "failed" && outcome.error.reason === "submitUnknown"
        ? "submitting"
        : "planned";
    const record = { at: this.#now(), step, job, end: toEnd(outcome) } as const;
    const forget = () => this.#files.remove("unfinished", this.#name(job.id));
    try {
      if (outcome.state === "done") {
        await this.#files.append(ledgerLine(record.at, job, outcome.output));
      }
      await this.#files.write("ended", `${job.id}.json`, writeRecord(record));
    } catch (error) {
      // What is left on a full disk may be "submitting", which would be told as an unknown submit.
      if (outcome.state === "done") {
        await forget();
      }
      throw error;
    }
    await forget();
  }

  /**
   * Takes over the unfinished jobs of windows that are gone, if `wants` them. One that cannot be taken now is
   * told to `onTrouble` and stays where it is, for the next time.
   */
  async adopt(
    wants: (record: JobRecord) => Promise<boolean>,
    onTrouble: (error: unknown) => void = () => undefined,
  ): Promise<JobRecord[]> {
    const adopted: JobRecord[] = [];
    const gone = new Map<string, Promise<boolean>>();
    for (const name of await this.#files.list("unfinished")) {
      const [, owner = ""] = name.split(".");
      if (!gone.has(owner)) {
        gone.set(
          owner,
          owner === this.#owner.id ? Promise.resolve(false) : this.#owner.isGone(owner),
        );
      }
      try {
        const record = (await gone.get(owner)) ? await this.#take(name, wants) : undefined;
        adopted.push(...(record ? [record] : []));
      } catch (error) {
        onTrouble(error);
      }
    }
    return adopted;
  }

  async #take(
    name: string,
    wants: (record: JobRecord) => Promise<boolean>,
  ): Promise<JobRecord | undefined> {
    const record = parseRecord((await this.#files.read("unfinished", name)) ?? "");
    if (record === undefined || !name.startsWith(`${record.job.id}.`)) {
      return undefined;
    }
    if (await this.#isDone(record)) {
      await this.#files.remove("unfinished", name);
      return undefined;
    }
    const own = this.#name(record.job.id);
    if (!(await wants(record)) || !(await this.#files.rename("unfinished", name, own))) {
      return undefined;
    }
    // Whoever was taken to be gone may have come to a submit since it was read; so may one that cannot be read.
    const now = parseRecord((await this.#files.read("unfinished", own)) ?? "");
    return now ?? { ...record, step: "submitting" };
  }

  /** Whether other windows have unfinished jobs, which they may leave behind. */
  async othersHaveJobs(): Promise<boolean> {
    const names = await this.#files.list("unfinished");
    return names.some((name) => !name.endsWith(`.${this.#owner.id}.json`));
  }

  /** How jobs ended, the newest first. */
  async ended(): Promise<JobRecord[]> {
    return (await this.#records("ended")).toSorted((a, b) => b.at - a.at);
  }

  /** The jobs of all windows that have not ended. */
  unfinished(): Promise<JobRecord[]> {
    return this.#records("unfinished");
  }

  /** Forgets an ended job. */
  async forget(id: string): Promise<void> {
    await this.#files.remove("ended", `${id}.json`);
  }

  /** Forgets the oldest ended jobs beyond the newest two hundred, but none whose result may wait at fal. */
  async prune(): Promise<void> {
    const settled = (await this.ended()).filter((record) => !mayHaveResult(record));
    for (const { job } of settled.slice(mostEnded)) {
      await this.forget(job.id);
    }
  }

  /** Whether the window died between the last two steps: the end is written, the beginning still there. */
  async #isDone({ at, job }: JobRecord): Promise<boolean> {
    const ended = parseRecord((await this.#files.read("ended", `${job.id}.json`)) ?? "");
    return ended?.end?.state === "done" && ended.at >= at;
  }

  async #records(folder: RecordFolder): Promise<JobRecord[]> {
    const names = await this.#files.list(folder);
    const texts = await Promise.all(names.map((name) => this.#files.read(folder, name)));
    return texts.flatMap((text) => parseRecord(text ?? "") ?? []);
  }

  async #write(job: Job, step: JobStep): Promise<void> {
    const text = writeRecord({ at: this.#now(), step, job });
    await this.#files.write("unfinished", this.#name(job.id), text);
  }

  #name(id: string): string {
    return `${id}.${this.#owner.id}.json`;
  }
}

/** Whether an ended job was submitted, and neither done, nor cancelled in time, nor reported as failed by fal. */
export function mayHaveResult({ job, end }: Pick<JobRecord, "job" | "end">): boolean {
  const isFailedAtFal = end?.state === "failed" && (end.ended || end.reason === "expired");
  const isCancelled = end?.state === "cancelled" && end.cancel === "cancelled";
  return job.submitted !== undefined && end?.state !== "done" && !isFailedAtFal && !isCancelled;
}

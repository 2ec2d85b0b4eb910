import { controlPath } from "./control.ts";
import type { FalControl, JobFilter } from "./control.ts";
import type { FaultRule } from "./faults.ts";
import type { JobSnapshot } from "./job.ts";
import type { JournalEntry, JournalFilter } from "./journal.ts";
import type { HoldPoint, JobScript } from "./script.ts";
import type { SettingsChange } from "./settings.ts";

/** Control of a server in another process. Needs nothing but `fetch`. */
export class FalServerControl implements FalControl {
  /** The server's address, without a slash at its end. */
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/, "");
  }

  script(script: JobScript, times?: number): Promise<void> {
    return this.#call("script", script, times);
  }

  hold(...points: HoldPoint[]): Promise<void> {
    return this.#call("hold", ...points);
  }

  release(what: { point?: HoldPoint; requestId?: string } = {}): Promise<void> {
    return this.#call("release", what);
  }

  addFault(rule: FaultRule): Promise<void> {
    return this.#call("addFault", rule);
  }

  clearFaults(): Promise<void> {
    return this.#call("clearFaults");
  }

  configure(change: SettingsChange): Promise<void> {
    return this.#call("configure", change);
  }

  skipTime(seconds: number): Promise<void> {
    return this.#call("skipTime", seconds);
  }

  readJournal(filter?: JournalFilter): Promise<JournalEntry[]> {
    return this.#call("readJournal", filter);
  }

  waitFor(filter: JournalFilter, count?: number, timeoutMs?: number): Promise<JournalEntry[]> {
    return this.#call("waitFor", filter, count, timeoutMs);
  }

  jobs(): Promise<JobSnapshot[]> {
    return this.#call("jobs");
  }

  waitForJob(filter: JobFilter, timeoutMs?: number): Promise<JobSnapshot> {
    return this.#call("waitForJob", filter, timeoutMs);
  }

  reset(): Promise<void> {
    return this.#call("reset");
  }

  async #call<T>(verb: keyof FalControl, ...args: readonly unknown[]): Promise<T> {
    const response = await fetch(`${this.url}${controlPath}${verb}`, {
      method: "POST",
      body: JSON.stringify(args),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${verb}: ${text}`);
    }
    const value: T = JSON.parse(text);
    return value;
  }
}

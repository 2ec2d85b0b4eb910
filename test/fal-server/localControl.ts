import { isMeant } from "./journal.ts";
import type { FalControl, JobFilter } from "./control.ts";
import type { FaultRule } from "./faults.ts";
import type { JobSnapshot } from "./job.ts";
import type { JournalEntry, JournalFilter } from "./journal.ts";
import type { HoldPoint, JobScript } from "./script.ts";
import type { ServerState } from "./serverState.ts";
import type { SettingsChange } from "./settings.ts";

const waitMs = 60_000;

/** Control of a server in this process. */
export class LocalControl implements FalControl {
  readonly #state: ServerState;

  constructor(state: ServerState) {
    this.#state = state;
  }

  async script(script: JobScript, times?: number): Promise<void> {
    this.#state.scripts.set(script, times);
  }

  async hold(...points: HoldPoint[]): Promise<void> {
    this.#state.scripts.hold(points);
  }

  async release(what: { point?: HoldPoint; requestId?: string } = {}): Promise<void> {
    if (what.requestId === undefined) {
      this.#state.scripts.release(what.point);
    }
    this.#state.queue.release(what.point, what.requestId);
  }

  async addFault(rule: FaultRule): Promise<void> {
    this.#state.faults.add(rule);
  }

  async clearFaults(): Promise<void> {
    this.#state.faults.clear();
  }

  async configure(change: SettingsChange): Promise<void> {
    this.#state.configure(change);
  }

  async skipTime(seconds: number): Promise<void> {
    this.#state.clock.skip(seconds);
  }

  async readJournal(filter: JournalFilter = { state: "any" }): Promise<JournalEntry[]> {
    return this.#state.journal.entries.filter((entry) => isMeant(entry, filter));
  }

  async waitFor(filter: JournalFilter, count = 1, timeoutMs = waitMs): Promise<JournalEntry[]> {
    const { changes, journal } = this.#state;
    const meant = () => journal.entries.filter((entry) => isMeant(entry, filter));
    return changes.until(
      () => (meant().length >= count ? meant() : undefined),
      timeoutMs,
      () => `No ${count} × ${JSON.stringify(filter)} in ${timeoutMs} ms, but:\n${this.#summary()}`,
    );
  }

  async jobs(): Promise<JobSnapshot[]> {
    return this.#state.queue.snapshots();
  }

  async waitForJob(filter: JobFilter, timeoutMs = waitMs): Promise<JobSnapshot> {
    const { changes, queue } = this.#state;
    const isThis = (job: JobSnapshot) => {
      const facts: Readonly<Record<string, unknown>> = { ...job };
      return Object.entries(filter).every(([name, value]) => facts[name] === value);
    };
    return changes.until(
      () => queue.snapshots().find(isThis),
      timeoutMs,
      () =>
        `No job ${JSON.stringify(filter)} in ${timeoutMs} ms, but:\n${JSON.stringify(queue.snapshots(), null, 1)}`,
    );
  }

  async reset(): Promise<void> {
    this.#state.reset();
  }

  #summary(): string {
    return this.#state.journal.entries
      .map((each) =>
        [each.sequence, each.method, each.route, each.path, each.state, each.status].join(" "),
      )
      .join("\n");
  }
}

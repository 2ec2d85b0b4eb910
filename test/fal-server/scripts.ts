import type { HoldPoint, JobScript } from "./script.ts";
import { canonicalPoint } from "./script.ts";

/** The scripts for jobs to come: one for all, and some for the next few. */
export class Scripts {
  readonly #initial: JobScript;
  #common: JobScript;
  #next: JobScript[] = [];
  #holds: HoldPoint[] = [];

  constructor(initial: JobScript) {
    this.#initial = initial;
    this.#common = initial;
  }

  /** The script that the next job will have. */
  get current(): JobScript {
    const script = this.#next[0] ?? this.#common;
    return { ...script, hold: [...(script.hold ?? []), ...this.#holds] };
  }

  next(): JobScript {
    const script = this.current;
    this.#next.shift();
    return script;
  }

  /** Sets the script of all jobs from now on or, with `times`, of that many; the rest is as the server started. */
  set(script: JobScript, times?: number): void {
    const whole = { ...this.#initial, ...script };
    if (times === undefined) {
      this.#common = whole;
      this.#next = [];
    } else {
      this.#next.push(...Array.from({ length: times }, () => whole));
    }
  }

  hold(points: readonly HoldPoint[]): void {
    this.#holds.push(...points);
  }

  /** Takes a point, or all of them, out of the scripts of jobs to come. */
  release(point?: HoldPoint): void {
    const stays = (one: HoldPoint) =>
      point !== undefined && canonicalPoint(one) !== canonicalPoint(point);
    const released = (script: JobScript) => ({
      ...script,
      hold: (script.hold ?? []).filter(stays),
    });
    this.#holds = this.#holds.filter(stays);
    this.#common = released(this.#common);
    this.#next = this.#next.map(released);
  }

  reset(): void {
    this.#common = this.#initial;
    this.#next = [];
    this.#holds = [];
  }
}

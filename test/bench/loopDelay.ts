import { readFileSync } from "node:fs";

/** How long whoever needs this thread's event loop waits for it, milliseconds. */
interface Waits {
  /** What 99 of 100 wait at most who come at any moment: a loop that is deaf half the time is so for half of them. */
  readonly p99: number;
  /** The longest time in which nobody was heard. */
  readonly max: number;
}

/** The waits, and those without the time in which other threads had the processors, our own threads among them. */
export interface LoopDelay extends Waits {
  readonly own: Waits;
}

/** Milliseconds between two looks at the event loop. */
const interval = 1;

/** Watches this thread's event loop during some work. Linux only. */
export async function watchLoop(work: () => Promise<unknown>): Promise<LoopDelay> {
  const [all, own] = [new Gaps(), new Gaps()];
  let last = look();
  const tick = () => {
    const next = look();
    const gap = next.now - last.now - interval;
    all.add(gap);
    own.add(gap - (next.waited - last.waited));
    last = next;
  };
  const timer = setInterval(tick, interval);
  try {
    await work();
  } finally {
    // The work may have ended in a turn of the loop that was long.
    tick();
    clearInterval(timer);
  }
  return { ...all.waits(), own: own.waits() };
}

const look = () => ({ now: performance.now(), waited: waited() });

/** Times in which a loop heard nobody. */
class Gaps {
  /** How many waited for so many milliseconds, of one who comes in each. */
  readonly #waits: number[] = [];
  #longest = 0;

  /** Whoever comes in the first millisecond of a gap waits for all of it, the next one for a millisecond less. */
  add(gap: number): void {
    this.#longest = Math.max(this.#longest, gap);
    for (let wait = 0; wait <= Math.max(0, gap); wait++) {
      this.#waits[wait] = (this.#waits[wait] ?? 0) + 1;
    }
  }

  waits(): Waits {
    const all = this.#waits.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    const p99 = this.#waits.findIndex((count) => (seen += count) >= all * 0.99);
    return { p99, max: this.#longest };
  }
}

/** Milliseconds in which this thread could have run and had no processor (Linux, sched-stats.rst). */
const waited = (): number =>
  Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[1]) / 1e6;

import { readFileSync } from "node:fs";

/** How long whoever needs this thread's event loop waits for it, milliseconds. */
export interface LoopDelay {
  /** What 99 of 100 wait at most who come at any moment: a loop that is deaf half the time is so for half of them. */
  readonly p99: number;
  /** The longest time in which nobody was heard. */
  readonly max: number;
  /** The same without the time in which other threads had the processors, our own among them. */
  readonly maxOwn: number;
}

/** Milliseconds between two looks at the event loop. */
const interval = 1;

/** Watches this thread's event loop during some work. Linux only. */
export async function watchLoop(work: () => Promise<unknown>): Promise<LoopDelay> {
  const waits: number[] = [];
  let longest = 0;
  let longestOwn = 0;
  let last = look();
  const timer = setInterval(() => {
    const next = look();
    const gap = next.now - last.now - interval;
    longest = Math.max(longest, gap);
    longestOwn = Math.max(longestOwn, gap - (next.waited - last.waited));
    countWaits(waits, gap);
    last = next;
  }, interval);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { p99: partOf(waits, 0.99), max: longest, maxOwn: longestOwn };
}

const look = () => ({ now: performance.now(), waited: waited() });

/** Whoever comes in the first millisecond of a gap waits for all of it, the next one for a millisecond less. */
function countWaits(waits: number[], gap: number): void {
  for (let wait = 0; wait <= gap; wait++) {
    waits[wait] = (waits[wait] ?? 0) + 1;
  }
}

/** The number of milliseconds that a part of everybody waits at most. */
function partOf(waits: readonly number[], part: number): number {
  const all = waits.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  return waits.findIndex((count) => (seen += count) >= all * part);
}

/** Milliseconds in which this thread could have run and had no processor (Linux, sched-stats.rst). */
const waited = (): number =>
  Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[1]) / 1e6;

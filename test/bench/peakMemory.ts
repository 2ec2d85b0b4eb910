import { readFileSync, writeFileSync } from "node:fs";

/** Forgets the peak so far (proc(5)), which may be that of the process that this one was forked from. */
export const forgetPeak = (): void => writeFileSync("/proc/self/clear_refs", "5");

/** Resident bytes at their most since `forgetPeak`. */
export const peakMemory = (): number =>
  1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);

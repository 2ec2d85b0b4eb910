import { countsLine } from "./counts.ts";
import type { Counts } from "./counts.ts";

// What goes through a real VS Code, a browser or threads can stumble over something that is nobody's fault. It is
// run once more then, and named, so that nobody takes it for sound. Rules, and everything about money, are not.

/** More failures are no accident. */
const mostFailures = 3;

const prefix = "NEEDED A SECOND TRY: ";

/** Whether what failed should be run once more. */
export const isWorthSecondTry = (failed: readonly unknown[]): boolean =>
  failed.length > 0 && failed.length <= mostFailures;

/** Names what was run once more, and how it went. */
export function tellSecondTry(name: string, counts: Counts): void {
  console.log(`${prefix}${name} (then ${countsLine(counts)})`);
}

/** The lines in an output that name what was run once more. */
export const secondTriesIn = (output: string): string[] =>
  output.split("\n").filter((line) => line.startsWith(prefix));

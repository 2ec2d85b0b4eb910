import { delimiter, join } from "node:path";
import { runCommand } from "./command.ts";
import { couldNotRun, countsLine, parseCounts } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { repository } from "./paths.ts";
import { secondTriesIn } from "./secondTry.ts";

/** One part of `npm test`: a command of the shell, run in the repository. */
export interface Ring {
  readonly name: string;
  readonly command: string;
  /** Whether it ends with its own `countsLine`; otherwise the whole command is one test. */
  readonly isCounting: boolean;
}

export interface RingResult extends Counts {
  readonly name: string;
  readonly seconds: number;
  /** Lines that name what passed, or failed again, when it was run once more. */
  readonly secondTries: readonly string[];
}

/**
 * Runs a ring and prints what it printed once it is through, because another one may run at the same
 * time. A ring that ends without counts, or that counts no failure and yet fails, is one failure.
 */
export async function runRing({ name, command, isCounting }: Ring): Promise<RingResult> {
  const started = Date.now();
  const PATH = [join(repository, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  const env = { ...process.env, PATH };
  const { code, output } = await runCommand("sh", ["-c", command], { env });
  const counts = isCounting ? parseCounts(output) : oneTest(code);
  const seconds = Math.round((Date.now() - started) / 1000);
  const secondTries = secondTriesIn(output);
  const result = { name, seconds, secondTries, ...believe(counts, code) };
  console.log(`\n##### ${name}: ${command}\n${output.trimEnd()}`);
  console.log(`##### ${name}: ${countsLine(result)} (exit code ${code}, ${seconds} s)`);
  return result;
}

const oneTest = (code: number): Counts =>
  code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

function believe(counts: Counts | undefined, code: number): Counts {
  if (!counts || counts.passed + counts.failed === 0) {
    return couldNotRun;
  }
  return counts.failed === 0 && code !== 0 ? { ...counts, failed: 1 } : counts;
}

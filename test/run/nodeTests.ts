import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { couldNotRun } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { repository, testResults } from "./paths.ts";

interface NodeTests {
  /** The folder below test/ whose *.test.ts files are run, those of its folders too. */
  readonly folder: string;
  /** How many files run at a time; as Node likes when left out. */
  readonly concurrency?: number;
  /** Only files whose path contains this. */
  readonly only?: string | undefined;
}

/**
 * Runs test files with node:test, printing as they go. A skipped, unfinished or cancelled test counts
 * as failed, and so does a folder without tests.
 */
export async function runNodeTests({ folder, concurrency, only = "" }: NodeTests): Promise<Counts> {
  const files = testFiles(folder).filter((file) => file.includes(only));
  if (files.length === 0) {
    console.error(`There are no tests in test/${folder}`);
    return couldNotRun;
  }
  const tap = join(testResults, `${folder}.tap`);
  mkdirSync(testResults, { recursive: true });
  rmSync(tap, { force: true });
  const args = [
    "--import=tsx",
    "--test",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=tap",
    `--test-reporter-destination=${tap}`,
    ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]),
    ...files,
  ];
  const { code } = await runCommand(process.execPath, args, { isShown: true });
  return countTap(readFileSync(tap, "utf8"), code);
}

function testFiles(folder: string): string[] {
  const parent = join("test", folder);
  return readdirSync(join(repository, parent), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(parent, file))
    .sort();
}

/** Reads the totals at the end of node:test's TAP, and believes no success that the exit code denies. */
function countTap(tap: string, code: number): Counts {
  const total = (name: string) =>
    Number(new RegExp(String.raw`^# ${name} (\d+)$`, "m").exec(tap)?.[1] ?? Number.NaN);
  const tests = total("tests");
  const passed = total("pass");
  if (Number.isNaN(tests + passed)) {
    return couldNotRun;
  }
  const failed = tests - passed;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

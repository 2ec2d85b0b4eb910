import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import { runCommand } from "./command.ts";
import { couldNotRun, sumOf } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { repository, testResults } from "./paths.ts";
import { isWorthSecondTry, tellSecondTry } from "./secondTry.ts";

interface NodeTests {
  /** The folder below test/ whose *.test.ts files are run, those of its folders too. */
  readonly folder: string;
  /** How many files run at a time; when left out, as many as leave a processor to others. */
  readonly concurrency?: number;
  /** Only files whose path contains this. */
  readonly only?: string | undefined;
  /** Whether a file that fails is run once more; see secondTry.ts. */
  readonly hasSecondTry?: boolean;
}

interface FileResult {
  readonly file: string;
  readonly counts: Counts;
}

/**
 * Runs test files with node:test, each in a process of its own, and prints what each one printed. A skipped,
 * unfinished or cancelled test counts as failed, and so does a file or a folder without tests.
 */
export async function runNodeTests(tests: NodeTests): Promise<Counts> {
  const { folder, only = "", concurrency = Math.max(1, availableParallelism() - 1) } = tests;
  const files = testFiles(folder).filter((file) => file.includes(only));
  if (files.length === 0) {
    console.error(`There are no tests in test/${folder}`);
    return couldNotRun;
  }
  const limit = pLimit(concurrency);
  const isShown = concurrency === 1;
  const run = (file: string) => limit(() => runFile(file, isShown));
  const results = await Promise.all(files.map(run));
  const failed = results.filter(({ counts }) => counts.failed > 0).map(({ file }) => file);
  if (!tests.hasSecondTry || !isWorthSecondTry(failed)) {
    return sumOf(results.map(({ counts }) => counts));
  }
  const again = await Promise.all(failed.map(run));
  for (const { file, counts } of again) {
    tellSecondTry(file, counts);
  }
  const first = results.filter(({ file }) => !failed.includes(file));
  return sumOf([...first, ...again].map(({ counts }) => counts));
}

/** Milliseconds for the tests of a file: what takes longer hangs. */
const longest = 20 * 60_000;

async function runFile(file: string, isShown: boolean): Promise<FileResult> {
  const tap = join(testResults, "tap", `${file.replaceAll(/[\\/]/g, "-")}.tap`);
  mkdirSync(join(testResults, "tap"), { recursive: true });
  rmSync(tap, { force: true });
  const args = [
    "--import=tsx",
    `--import=${import.meta.resolve("../support/seeded.mjs")}`,
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=tap",
    `--test-reporter-destination=${tap}`,
    file,
  ];
  const started = Date.now();
  const { code, output } = await runCommand(process.execPath, args, { isShown, limit: longest });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${isShown ? "" : output}${file}: ${seconds} s\n`);
  return { file, counts: countTap(tap, code) };
}

function testFiles(folder: string): string[] {
  const parent = join("test", folder);
  return readdirSync(join(repository, parent), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(parent, file))
    .sort();
}

/** Reads the totals at the end of node:test's TAP, and believes no success that the exit code denies. */
function countTap(file: string, code: number): Counts {
  const tap = readIfThere(file);
  const total = (name: string) =>
    Number(new RegExp(String.raw`^# ${name} (\d+)$`, "m").exec(tap)?.[1] ?? Number.NaN);
  const tests = total("tests");
  const passed = total("pass");
  if (Number.isNaN(tests + passed) || tests === 0) {
    return couldNotRun;
  }
  const failed = tests - passed;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** A process that ends before its first test leaves no file. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

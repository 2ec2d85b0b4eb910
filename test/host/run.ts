import { writeFileSync } from "node:fs";

/** A test file's name, and what defines its tests. */
export type TestFile = readonly [name: string, load: () => Promise<unknown>];

/** What the tests leave behind for the runner, which does not trust an exit code alone. */
export interface HostResults {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly error: string }[];
  /** Tests that were skipped, which counts as a failure. */
  readonly pending: readonly string[];
}

/**
 * Runs the files with mocha inside the extension host, where VS Code calls it. Writes `HostResults`
 * to the file named in HOST_TEST_RESULTS; rejects when a test failed or a file defines none.
 */
export async function runTests(files: readonly TestFile[]): Promise<void> {
  // Imported late: mocha is an ES module, and this one is loaded with require.
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "tdd", color: false, timeout: 120_000, reporter: "spec" });
  mocha.grep(new RegExp(process.env["HOST_TEST_GREP"] ?? ""));
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  for (const [name, load] of files) {
    const suitesBefore = mocha.suite.suites.length;
    await load();
    if (mocha.suite.suites.length === suitesBefore) {
      throw new Error(`${name} defines no suite`);
    }
  }
  const results = await resultsOf(mocha);
  writeFileSync(process.env["HOST_TEST_RESULTS"] ?? "", JSON.stringify(results, null, 2));
  const bad = results.failed.length + results.pending.length;
  if (bad > 0) {
    throw new Error(`${bad} tests failed or were skipped`);
  }
}

function resultsOf(mocha: Mocha): Promise<HostResults> {
  const passed: string[] = [];
  const failed: { title: string; error: string }[] = [];
  const pending: string[] = [];
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ passed, failed, pending }));
    runner.on("pass", (test) => passed.push(test.fullTitle()));
    runner.on("pending", (test) => pending.push(test.fullTitle()));
    runner.on("fail", (test, error: Error) => {
      failed.push({ title: test.fullTitle(), error: error.stack ?? String(error) });
    });
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runTests, runVSCodeCommand } from "@vscode/test-electron";
import type { HostResults } from "../host/run.ts";
import { couldNotRun } from "./counts.ts";
import type { Counts } from "./counts.ts";
import type { HostName } from "./hosts.ts";
import { ensureHost } from "./installHost.ts";
import { repository } from "./paths.ts";
import type { Profile } from "./profile.ts";
import { installExtension } from "./vscodeServer.ts";

/** Where the tests run: the desktop's executable, or one of the server hosts. */
export type Target =
  | { readonly desktop: string; readonly version: string }
  | { readonly server: HostName };

/** How the tests went, with the titles of those that failed. */
export interface HostCounts extends Counts {
  readonly failures: readonly string[];
}

export interface HostRun {
  readonly target: Target;
  readonly profile: Profile;
  readonly workspace: string;
  readonly vsix: string;
  readonly testsPath: string;
  /** What the tests find in `process.env`. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs the tests against the installed VSIX through @vscode/test-electron. Only a clean exit
 * together with the results that the tests left themselves counts as success.
 */
export async function runHostTests(run: HostRun): Promise<HostCounts> {
  const results = join(run.profile.folder, "results.json");
  const env = { ...run.env, HOST_TEST_RESULTS: results };
  const { executable, launchArgs } = await prepare(run, env);
  const exitError = await runTests({
    vscodeExecutablePath: executable,
    launchArgs,
    extensionDevelopmentPath: join(repository, "test/host/stub"),
    extensionTestsPath: run.testsPath,
    extensionTestsEnv: { ...noRealKey, ...env },
  }).then(() => undefined, String);
  return judge(readResults(results), exitError);
}

/** A developer's own key must never be spent by a test. */
const noRealKey = { FAL_KEY: undefined, FAL_KEY_ID: undefined, FAL_KEY_SECRET: undefined };

interface Executable {
  readonly executable: string;
  readonly launchArgs: string[];
}

async function prepare(
  { target, profile, workspace, vsix }: HostRun,
  env: HostRun["env"],
): Promise<Executable> {
  const folders = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  if ("desktop" in target) {
    await runVSCodeCommand([...folders, "--install-extension", vsix, "--force"], {
      version: target.version,
    });
    return { executable: target.desktop, launchArgs: [workspace, ...folders] };
  }
  await installExtension(await ensureHost(target.server), profile, vsix);
  const tsx = ["--import", import.meta.resolve("tsx")];
  const shim = join(import.meta.dirname, "vscodeShim.ts");
  const passed = Object.keys(env).map((name) => `--pass-env=${name}`);
  const launchArgs = [...tsx, shim, workspace, `--server=${target.server}`, ...folders, ...passed];
  return { executable: process.execPath, launchArgs };
}

function readResults(file: string): HostResults | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function judge(results: HostResults | undefined, exitError: string | undefined): HostCounts {
  if (!results) {
    console.error(`The tests left no results: ${exitError ?? "VS Code ended before they did"}`);
    return { ...couldNotRun, failures: [] };
  }
  for (const { title, error } of results.failed) {
    console.error(`FAILED ${title}\n${error}`);
  }
  for (const title of results.pending) {
    console.error(`SKIPPED, which counts as failed: ${title}`);
  }
  const passed = results.passed.length;
  const failures = [...results.failed.map(({ title }) => title), ...results.pending];
  if (failures.length === 0 && exitError) {
    console.error(`Every test passed, but then: ${exitError}`);
    return { passed, failed: 1, failures };
  }
  return { passed, failed: failures.length, failures };
}

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { runInExtensionHost } from "../run/extensionHost.ts";
import { ensureHost } from "../run/installHost.ts";
import type { HostPaths } from "../run/hosts.ts";
import { repository } from "../run/paths.ts";
import { createProfile } from "../run/profile.ts";
import type { Profile, Settings } from "../run/profile.ts";

type Environment = Readonly<Record<string, string>>;

/** A program of the bench's own that VS Code runs in its extension host, and what it needs there. */
interface HostProgram {
  /** A module that exports `run()`, absolute. It writes what it found as JSON to the file in BENCH_RESULTS. */
  readonly entry: string;
  readonly settings: Settings;
  /** The folder that is open; an empty one when left out. */
  readonly workspace?: string;
  /** Makes the window ready; resolves to the program's environment. */
  readonly prepare: (
    workspace: string,
    profile: Profile,
    host: HostPaths,
  ) => Environment | Promise<Environment>;
  readonly limitMs: number;
}

/** A server looks for open ports by starting programs, for up to 300 ms each time; no desktop does. */
export const quietServer: Settings = { "remote.autoForwardPortsSource": "output" };

/** What `program` found in a fresh window of VS Code's server. */
export async function runInHost<Found>(program: HostProgram): Promise<Found> {
  const host = await ensureHost("current");
  const profile = createProfile(program.settings);
  try {
    const workspace = program.workspace ?? join(profile.folder, "workspace");
    mkdirSync(workspace, { recursive: true });
    const results = join(profile.folder, "results.json");
    const env = await program.prepare(workspace, profile, host);
    const code = await runInExtensionHost({
      host,
      profile,
      workspace,
      developmentPaths: [join(repository, "test/host/stub")],
      testsPath: await bundle(program.entry, join(profile.folder, "inHost.cjs")),
      env: { ...env, BENCH_RESULTS: results },
      limitMs: program.limitMs,
    });
    if (code !== 0) {
      throw new Error(`the extension host ended with ${code}`);
    }
    return JSON.parse(readFileSync(results, "utf8"));
  } finally {
    profile.remove();
  }
}

async function bundle(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  return outfile;
}

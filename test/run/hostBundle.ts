import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { HostName } from "./hosts.ts";
import { repository } from "./paths.ts";

const tests = join(repository, "test/host");

/**
 * Bundles test/host/run.ts with every test/host/*.test.ts into one module for the extension host and
 * returns its path, another one for each host because both may run at the same time. The list of
 * files is read from the folder, so that none can be forgotten.
 */
export async function buildHostTests(host: HostName): Promise<string> {
  const files = readdirSync(tests).filter((file) => file.endsWith(".test.ts"));
  const outfile = join(repository, `dist/test/${host}.cjs`);
  await build({
    stdin: { contents: entryOf(files), resolveDir: tests, sourcefile: "tests.ts", loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "inline",
    external: ["vscode", "mocha", "sharp"],
    logLevel: "warning",
  });
  return outfile;
}

/** Each file is imported only when mocha's globals are there. */
function entryOf(files: readonly string[]): string {
  const loaders = files.map((file) => `["${file}", () => import("./${file}")]`);
  return [
    'import { runTests } from "./run.ts";',
    `export const run = () => runTests([${loaders.join(", ")}]);`,
  ].join("\n");
}

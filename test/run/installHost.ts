import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { mustRun } from "./command.ts";
import { ensureChromium, ensureCompilers, ensureGit } from "./debianPackages.ts";
import { hostNames, hostPaths, hosts, isServerHostSupported } from "./hosts.ts";
import type { HostName, HostPaths } from "./hosts.ts";
import { isMain } from "./isMain.ts";
import { withLock } from "./lock.ts";

const npmFlags = ["--ignore-scripts", "--no-audit", "--no-fund"];

/**
 * Makes sure that a real VS Code (the server build of code-server's npm package, with the Node it
 * runs on), a Chromium and Git are installed. Idempotent: does nothing when the lock file is what was
 * installed last, and starts over after an interrupted installation. Takes about a minute and
 * 800 MB a host. Errors: this machine cannot run it, or what is missing and how to get it.
 */
export async function ensureHost(name: HostName): Promise<HostPaths> {
  if (!isServerHostSupported) {
    throw new Error(
      `The server build of VS Code needs Linux on x64; this is ${process.platform} on ${process.arch}. ` +
        "Here only `npm run test:unit` and `npm run test:desktop` (the desktop VS Code) can run.",
    );
  }
  await ensureChromium();
  await ensureGit();
  const paths = hostPaths(name);
  await withLock(lockFile(paths), async () => {
    const stamp = join(paths.folder, "node_modules/.installed");
    const recipe = recipeOf(name, paths);
    if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== recipe) {
      await install(name, paths);
      writeFileSync(stamp, recipe);
    }
  });
  return paths;
}

/** Not in the host's own folder, because all that is there is removed by `npm ci` or tracked by Git. */
function lockFile({ folder }: HostPaths): string {
  const id = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join(tmpdir(), `clarity-host-${id}.lock`);
}

/** Changes whenever the outcome of an installation would. */
function recipeOf(name: HostName, { folder }: HostPaths): string {
  const lock = readFileSync(join(folder, "package-lock.json"));
  return createHash("sha256").update(lock).update(JSON.stringify(hosts[name])).digest("hex");
}

async function install(name: HostName, paths: HostPaths): Promise<void> {
  const { version, nativeModules, needsRipgrep } = hosts[name];
  const started = Date.now();
  console.log(`VS Code ${version}: installing from npm, about a minute and 800 MB …`);
  await ensureCompilers();
  // Without scripts: code-server's own demands one version of Node and headers of libkrb5.
  await mustRun("npm", ["ci", ...npmFlags], { cwd: paths.folder });
  // VS Code's own dependencies, pinned by the npm-shrinkwrap.json in the package.
  await mustRun("npm", ["install", "--omit=dev", ...npmFlags], { cwd: paths.vscode });
  if (needsRipgrep) {
    linkRipgrep(paths);
  }
  await rebuild(nativeModules, paths);
  await verify(version, paths);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`VS Code ${version}: installed in ${seconds} s`);
}

/** Its postinstall would download `rg` from GitHub; npm has the same program. */
function linkRipgrep({ folder, vscode }: HostPaths): void {
  const bin = join(vscode, "node_modules/@vscode/ripgrep/bin");
  const program = join(folder, "node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg");
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, "rg"), { force: true });
  symlinkSync(program, join(bin, "rg"));
}

/** Builds under the host's own Node, whose package brings the headers, so nothing is downloaded. */
async function rebuild(modules: readonly string[], paths: HostPaths): Promise<void> {
  const path = [join(paths.nodeFolder, "bin"), process.env["PATH"]].join(delimiter);
  const env = { ...process.env, PATH: path, npm_config_nodedir: paths.nodeFolder };
  await mustRun("npm", ["rebuild", ...modules], { cwd: paths.vscode, env });
  for (const module of modules) {
    if (!existsSync(join(paths.vscode, "node_modules", module, "build/Release"))) {
      throw new Error(`npm rebuild ${module} left no build in ${paths.vscode}`);
    }
  }
}

async function verify(version: string, { node, serverMain }: HostPaths): Promise<void> {
  const output = await mustRun(node, [serverMain, "--version"]);
  if (!output.split("\n").includes(version)) {
    throw new Error(`expected VS Code ${version}, but the installed one says:\n${output}`);
  }
}

if (isMain(import.meta.url)) {
  for (const name of hostNames) {
    await ensureHost(name);
  }
}

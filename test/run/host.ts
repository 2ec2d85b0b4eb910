import { parseArgs } from "node:util";
import { startFalServer } from "../fal-server/falServer.ts";
import { couldNotRun, finishWith } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { findDesktop } from "./desktopHost.ts";
import type { Desktop } from "./desktopHost.ts";
import { buildHostTests } from "./hostBundle.ts";
import { runHostTests } from "./hostRun.ts";
import type { HostCounts, Target } from "./hostRun.ts";
import { hostNames, hosts } from "./hosts.ts";
import type { HostName } from "./hosts.ts";
import { packageExtension } from "./packageExtension.ts";
import { sampleWorkspace } from "./paths.ts";
import { createProfile } from "./profile.ts";
import { isWorthSecondTry, tellSecondTry } from "./secondTry.ts";
import { copyWorkspace, withSecondFolder } from "./workspaceCopy.ts";

// npm run test:host -- [--host auto|desktop|server] [--version current|oldest] [--packaged] [--grep text]
// `--packaged` takes the VSIX that is there instead of making it first; `--grep` takes the tests whose titles match.
const { values } = parseArgs({
  options: {
    host: { type: "string", default: "auto" },
    version: { type: "string", default: "current" },
    packaged: { type: "boolean", default: false },
    grep: { type: "string", default: "" },
  },
});

const version = hostNames.find((name) => name === values.version);
const isHostKnown = ["auto", "desktop", "server"].includes(values.host);
if (!version || !isHostKnown) {
  throw new Error("use --host auto|desktop|server and --version current|oldest");
}

try {
  const [target, banner] = await chooseTarget(values.host, version);
  const line = "=".repeat(banner.length);
  console.log(`${line}\n${banner}\n${line}`);
  const counts = await runOn(target, version);
  console.log(banner);
  finishWith(counts);
} catch (error) {
  console.error(error);
  finishWith(couldNotRun);
}

/** The desktop where it can be had; otherwise, unless that was insisted on, the server host. */
async function chooseTarget(host: string, name: HostName): Promise<[Target, banner: string]> {
  const vscode = hosts[name].version;
  const desktop: Desktop =
    host === "server"
      ? { executable: undefined, reason: "--host server" }
      : await findDesktop(vscode);
  if (desktop.executable !== undefined) {
    return [{ desktop: desktop.executable, version: vscode }, `HOST: desktop VS Code ${vscode}`];
  }
  if (host === "desktop") {
    throw new Error(`The desktop VS Code cannot be had: ${desktop.reason}`);
  }
  return [
    { server: name },
    `HOST: NOT THE DESKTOP but the server build of VS Code ${vscode} in Chromium ` +
      `(${desktop.reason}). What only Electron does is NOT covered by this run.`,
  ];
}

/** Runs every host test, and a few that fail once more; see secondTry.ts. */
async function runOn(target: Target, name: HostName): Promise<Counts> {
  const vsix = await packageExtension(values.packaged);
  const testsPath = await buildHostTests(name);
  const first = await runOnce({ target, vsix, testsPath, titles: values.grep });
  if (!isWorthSecondTry(first.failures)) {
    return first;
  }
  const titles = `^(?:${first.failures.map(literally).join("|")})$`;
  const again = await runOnce({ target, vsix, testsPath, titles });
  tellSecondTry(first.failures.join("; "), again);
  return { passed: first.passed + again.passed, failed: again.failed };
}

/** A pattern that nothing but `text` matches. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

interface Try {
  readonly target: Target;
  readonly vsix: string;
  readonly testsPath: string;
  /** A pattern. */
  readonly titles: string;
}

/** Runs host tests in a fresh profile, in a workspace of two folders, against a fal server. */
async function runOnce({ titles, ...rest }: Try): Promise<HostCounts> {
  const fal = await startFalServer({});
  const workspace = copyWorkspace(sampleWorkspace);
  const profile = createProfile({
    "clarityUpscaler.proxyUrl": fal.url,
    // The desktop's own file dialogs are no part of VS Code: tests can neither see nor close them.
    "files.simpleDialog.enable": true,
  });
  try {
    const env = { FAL_SERVER_URL: fal.url, HOST_TEST_GREP: titles };
    return await runHostTests({
      ...rest,
      profile,
      workspace: withSecondFolder(workspace),
      env,
    });
  } finally {
    profile.remove();
    workspace.remove();
    await fal.close();
  }
}

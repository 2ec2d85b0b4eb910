import { parseArgs } from "node:util";
import { startFalServer } from "../fal-server/falServer.ts";
import { couldNotRun, finishWith } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { findDesktop } from "./desktopHost.ts";
import type { Desktop } from "./desktopHost.ts";
import { buildHostTests } from "./hostBundle.ts";
import { runHostTests } from "./hostRun.ts";
import type { Target } from "./hostRun.ts";
import { hostNames, hosts } from "./hosts.ts";
import type { HostName } from "./hosts.ts";
import { packageExtension } from "./packageExtension.ts";
import { sampleWorkspace } from "./paths.ts";
import { createProfile } from "./profile.ts";
import { copyWorkspace, withSecondFolder } from "./workspaceCopy.ts";

// npm run test:host -- [--host auto|desktop|server] [--version current|oldest] [--packaged] [--grep text]
// `--packaged` takes the VSIX that is there instead of making it first; `--grep` takes the tests with that text.
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

/** Runs every host test in a fresh profile, in a workspace of two folders, against a fal server. */
async function runOn(target: Target, name: HostName): Promise<Counts> {
  const vsix = await packageExtension(values.packaged);
  const testsPath = await buildHostTests(name);
  const fal = await startFalServer({});
  const workspace = copyWorkspace(sampleWorkspace);
  const profile = createProfile({
    "clarityUpscaler.proxyUrl": fal.url,
    // The desktop's own file dialogs are no part of VS Code: tests can neither see nor close them.
    "files.simpleDialog.enable": true,
  });
  try {
    const env = { FAL_SERVER_URL: fal.url, HOST_TEST_GREP: values.grep };
    return await runHostTests({
      target,
      profile,
      workspace: withSecondFolder(workspace),
      vsix,
      testsPath,
      env,
    });
  } finally {
    profile.remove();
    workspace.remove();
    await fal.close();
  }
}

import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { mustRun } from "./command.ts";
import type { HostPaths } from "./hosts.ts";
import { startProcessGroup } from "./processGroup.ts";
import type { ProcessGroup } from "./processGroup.ts";
import type { Profile } from "./profile.ts";

/** A running VS Code server; open `url()` in a browser to have the workbench. */
export interface VscodeServer {
  /** Host and port, as `vscode-remote:` addresses need them. */
  readonly authority: string;
  /** The workbench's address; `payload` is what VS Code's `?payload=` takes. */
  url(payload?: readonly (readonly [string, string])[]): string;
  /** What the server printed. */
  log(): string;
  stop(): Promise<void>;
}

export interface VscodeServerOptions {
  readonly host: HostPaths;
  readonly profile: Profile;
  /** The folder or the `.code-workspace` to open, absolute. */
  readonly workspace: string;
  /** The extension host gets these and a few harmless ones; nothing of ours leaks into it. */
  readonly env?: NodeJS.ProcessEnv;
  /** `tests` runs `extensionTestsPath`, and then VS Code draws no toasts; `people` is the opposite. */
  readonly purpose: "tests" | "people";
  /** Whether people are asked to trust a workspace; until they do, it opens in Restricted Mode. */
  readonly asksForTrust?: boolean;
  /** Whether VS Code obeys the permissions of files even when it runs as root. */
  readonly obeysPermissions?: boolean;
}

const startLimitMs = 180_000;

/** How often another port is tried. */
const mostStarts = 3;

/** Installs a VSIX with VS Code's own command line; throws what that says when it is refused. */
export async function installExtension(
  { node, serverMain }: HostPaths,
  profile: Profile,
  vsix: string,
): Promise<void> {
  const args = [
    serverMain,
    ...flags({
      "accept-server-license-terms": true,
      "server-data-dir": profile.folder,
      "extensions-dir": profile.extensions,
      "install-extension": vsix,
      force: true,
    }),
  ];
  const output = await mustRun(node, args, { env: baseEnv(node, profile) });
  if (!output.includes("was successfully installed")) {
    throw new Error(`VS Code did not install ${vsix}:\n${output}`);
  }
}

/** Starts VS Code on a free port of 127.0.0.1 and waits until it answers, at most three minutes. */
export async function startVscodeServer(options: VscodeServerOptions): Promise<VscodeServer> {
  const { host, profile, workspace, env, purpose } = options;
  const [command, ...before] = options.obeysPermissions ? [...asPerson(), host.node] : [host.node];
  const path = purpose === "tests" ? "/version" : "/healthz";
  const { port, group } = await startOnFreePort(path, (free) => {
    const args = purpose === "tests" ? plainArgs(host, profile, free) : frontArgs(options, free);
    return startProcessGroup(command ?? host.node, [...before, ...args], {
      ...baseEnv(host.node, profile),
      ...env,
    });
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    authority: `127.0.0.1:${port}`,
    url: (payload) => {
      const opened = workspace.endsWith(".code-workspace") ? "workspace" : "folder";
      const query = new URLSearchParams({ [opened]: workspace });
      if (payload) {
        query.set("payload", JSON.stringify(payload));
      }
      return `${origin}/?${query}`;
    },
    log: () => group.log(),
    stop: () => group.stop(),
  };
}

/** VS Code's server alone: all that tests inside the extension host need. */
function plainArgs(host: HostPaths, profile: Profile, port: number): string[] {
  return [
    host.serverMain,
    ...flags({
      host: "127.0.0.1",
      port: String(port),
      "without-connection-token": true,
      "accept-server-license-terms": true,
      "server-data-dir": profile.folder,
      "user-data-dir": profile.userData,
      "extensions-dir": profile.extensions,
      "telemetry-level": "off",
      "disable-workspace-trust": true,
      "force-disable-user-env": true,
      // A release build honours extensionTestsPath only with this.
      "enable-smoke-test-driver": true,
    }),
  ];
}

/** What takes root's right to write everywhere away from the command behind it; util-linux has it. */
function asPerson(): string[] {
  const rights = "-dac_override,-dac_read_search";
  return process.getuid?.() === 0
    ? ["setpriv", `--bounding-set=${rights}`, `--inh-caps=${rights}`]
    : [];
}

function frontArgs(options: VscodeServerOptions, port: number): string[] {
  const { host, profile, asksForTrust = false } = options;
  return [
    host.front,
    ...flags({
      "bind-addr": `127.0.0.1:${port}`,
      auth: "none",
      config: join(profile.folder, "config.yaml"),
      "user-data-dir": profile.userData,
      "extensions-dir": profile.extensions,
      "session-socket": join(profile.temporary, "session.sock"),
      "disable-telemetry": true,
      "disable-update-check": true,
      ...(!asksForTrust && { "disable-workspace-trust": true }),
      "disable-getting-started-override": true,
      "disable-proxy": true,
      "ignore-last-opened": true,
    }),
  ];
}

function flags(values: Readonly<Record<string, string | true>>): string[] {
  return Object.entries(values).map(([name, value]) =>
    value === true ? `--${name}` : `--${name}=${value}`,
  );
}

function baseEnv(node: string, { home, temporary }: Profile): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(node), process.env["PATH"]].join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
    LANG: "C.UTF-8",
    TZ: "UTC",
    // No marketplace: the extension host would wait for one that cannot be reached.
    EXTENSIONS_GALLERY: "{}",
  };
}

/**
 * Starts a server on a free port of 127.0.0.1 and waits until it answers there at `path`. Where another process
 * takes the port meanwhile, it is started again on another one.
 */
export async function startOnFreePort(
  path: string,
  start: (port: number) => ProcessGroup,
): Promise<{ readonly port: number; readonly group: ProcessGroup }> {
  for (let starts = 1; ; starts++) {
    const port = await freePort();
    const group = start(port);
    try {
      await untilAnswering(group, `http://127.0.0.1:${port}${path}`);
      return { port, group };
    } catch (error) {
      if (starts === mostStarts || !isPortTaken(group)) {
        throw error;
      }
    }
  }
}

const isPortTaken = (group: ProcessGroup): boolean => group.log().includes("EADDRINUSE");

async function untilAnswering(group: ProcessGroup, url: string): Promise<void> {
  const end = Date.now() + startLimitMs;
  while (group.child.exitCode === null && !isPortTaken(group) && Date.now() < end) {
    if (await isAnswering(url)) {
      return;
    }
    await delay(100);
  }
  const { exitCode } = group.child;
  await group.stop();
  const what =
    exitCode === null ? "did not answer within three minutes" : `ended with code ${exitCode}`;
  throw new Error(`The VS Code server ${what}:\n${group.log()}`);
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

import { join } from "node:path";
import { startProcessGroup } from "../run/processGroup.ts";
import { startOnFreePort } from "../run/vscodeServer.ts";
import { ensureWebHost, webBuild } from "./installWebHost.ts";

export interface WebServerOptions {
  /** The extension under test, unpacked. Absolute. */
  readonly extension: string;
  /** The folder that becomes the workspace: read from the disk, written in memory only. Absolute. */
  readonly workspace: string;
}

/** A server of files: VS Code, the extension and the workspace. Everything runs in the browser. */
export interface WebServer {
  readonly port: number;
  readonly origin: string;
  log(): string;
  stop(): Promise<void>;
}

/** Starts @vscode/test-web without a browser of its own and waits until it answers. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const host = await ensureWebHost();
  const args = [
    host.server,
    "--browser=none",
    "--host=127.0.0.1",
    `--testRunnerDataDir=${host.builds}`,
    `--quality=${webBuild.quality}`,
    `--commit=${webBuild.commit}`,
    `--extensionPath=${options.extension}`,
    `--extensionDevelopmentPath=${join(import.meta.dirname, "driver")}`,
    options.workspace,
  ];
  const { port, group } = await startOnFreePort("/", (free) =>
    startProcessGroup(process.execPath, [...args, `--port=${free}`], { PATH: process.env["PATH"] }),
  );
  // A browser takes every name below `localhost` for this machine, and VS Code needs many.
  const origin = `http://localhost:${port}`;
  return { port, origin, log: () => group.log(), stop: () => group.stop() };
}

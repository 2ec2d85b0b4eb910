import type * as vscode from "vscode";
import { Journal } from "../core/journal.ts";
import type { CommandId } from "./commandIds.ts";
import { ApiKey } from "./apiKey.ts";
import { deleteAllData } from "./deleteAllData.ts";
import type { Host } from "./host.ts";
import { pickJob } from "./jobsPick.ts";
import { journalFolder } from "./journalFolder.ts";
import { Log } from "./log.ts";
import { keepResuming } from "./resumeJobs.ts";
import { pickSources } from "./sources.ts";
import { undoLastUpscale } from "./undo.ts";
import { Upscaler } from "./upscaler.ts";
import { WorkspaceFiles } from "./workspaceFiles.ts";

/** The commands by their ids, and `resume` for what another window left behind. */
export type Commands = Record<CommandId | "resume", (...args: unknown[]) => unknown>;

/** Makes what the commands need, and the commands. */
export async function createCommands(
  context: vscode.ExtensionContext,
  host: Host,
): Promise<Commands> {
  const log = new Log();
  const files = new WorkspaceFiles(host.disk);
  const apiKey = new ApiKey(context, host, log);
  const parts = await host.openJournal(journalFolder(context));
  const journal = new Journal(parts.files, parts.owner);
  const undo = () => undoLastUpscale(journal);
  const state = context.globalState;
  const upscaler = new Upscaler({ host, apiKey, files, journal, log, state, undo });
  const closing = new AbortController();
  context.subscriptions.push(log, parts, { dispose: () => closing.abort() });

  return {
    "clarityUpscaler.upscaleImage": async (clicked, selected) => {
      const sources = await pickSources(clicked, selected);
      return sources && upscaler.upscale(sources);
    },
    "clarityUpscaler.setApiKey": () => apiKey.ask(),
    "clarityUpscaler.removeApiKey": () => apiKey.remove(),
    "clarityUpscaler.undoLastUpscale": undo,
    "clarityUpscaler.showJobs": () => pickJob(journal, (action) => upscaler.take(action)),
    "clarityUpscaler.showLog": () => log.show(),
    "clarityUpscaler.deleteAllData": () => deleteAllData(context, apiKey),
    resume: () => keepResuming(journal, files, upscaler, closing.signal),
  };
}

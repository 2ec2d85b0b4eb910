import * as vscode from "vscode";
import { commandIds } from "./commandIds.ts";
import type { Commands } from "./commands.ts";
import { registerJobsView } from "./jobs/registerJobsView.ts";
import { journalFolder } from "./journalFolder.ts";

/** Registers the commands and the view, and nothing else; the code behind them is loaded at their first use. */
export function activateWith(
  context: vscode.ExtensionContext,
  load: () => Promise<Commands>,
): void {
  let loaded: Promise<Commands> | undefined;
  const commands = () => {
    loaded ??= load().then(
      (all) => {
        all.jobs.showIn(view);
        return all;
      },
      (error: unknown) => {
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  };
  const view = registerJobsView(context, async () => (await commands()).jobs.tree);
  for (const id of commandIds) {
    const run = async (...args: unknown[]) => (await commands())[id](...args);
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
  // The log is part of what is loaded only when it is needed.
  resumeIfNeeded(context, commands).catch((error: unknown) => console.error(error));
}

/** A look at one folder; the code that goes on with jobs is loaded only if there is one. */
async function resumeIfNeeded(
  context: vscode.ExtensionContext,
  commands: () => Promise<Commands>,
): Promise<void> {
  const { fs } = vscode.workspace;
  const unfinished = vscode.Uri.joinPath(journalFolder(context), "unfinished");
  // Most people never have the folder, and VS Code logs an attempt to list what is not there.
  const isThere = await Promise.resolve(fs.stat(unfinished)).then(
    () => true,
    () => false,
  );
  const entries = isThere ? await fs.readDirectory(unfinished) : [];
  if (entries.some(([name]) => name.endsWith(".json"))) {
    (await commands()).resume();
  }
}

import type * as vscode from "vscode";
import { FalBackend } from "./backends/fal/falBackend.ts";
import { checkKey } from "./backends/fal/keyCheck.ts";
import { environmentKey } from "./node/environmentKey.ts";
import { openJournal } from "./node/openJournal.ts";
import { LocalDisk } from "./node/localDisk.ts";
import { createCommands } from "./vscode/commands.ts";

/** What the desktop's entry loads when a command is first used. */
export const load = (context: vscode.ExtensionContext) =>
  createCommands(context, {
    cloudBackend: (settings) => new FalBackend(settings, fetch),
    checkKey: (connection) => checkKey(connection, fetch),
    openJournal,
    environmentKey: () => environmentKey(process.env),
    disk: new LocalDisk(),
  });

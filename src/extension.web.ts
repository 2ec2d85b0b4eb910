import type * as vscode from "vscode";
import { FalBackend } from "./backends/fal/falBackend.ts";
import { checkKey } from "./backends/fal/keyCheck.ts";
import { activateWith } from "./vscode/activate.ts";
import { createCommands } from "./vscode/commands.ts";
import { LockedWindow } from "./vscode/lockedWindow.ts";
import { StoredRecords } from "./vscode/storedRecords.ts";

/** Entry of the browser: the same, without a disk and an environment. One file, as browsers need it. */
export function activate(context: vscode.ExtensionContext): void {
  const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
  activateWith(context, () =>
    createCommands(context, {
      cloudBackend: (settings) => new FalBackend(settings, fetch),
      checkKey: (connection) => checkKey(connection, fetch),
      openJournal: async (folder) => {
        const owner = new LockedWindow();
        return { files: new StoredRecords(folder), owner, dispose: () => owner.dispose() };
      },
    }),
  );
}

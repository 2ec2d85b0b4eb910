import * as vscode from "vscode";
import { loadOn } from "./shared.ts";
import { activateWith } from "./vscode/activate.ts";
import { pictureFolder } from "./vscode/assets.ts";
import { LockedWindow } from "./vscode/lockedWindow.ts";
import { StoredRecords } from "./vscode/storedRecords.ts";
import { webThreads } from "./worker/webThread.ts";

// One file, as browsers need it; on the desktop it is where everything is that needs no Node.
export { connectThread, loadOn } from "./shared.ts";

/** Entry of the browser: the same, without a disk and an environment. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, () => {
    return loadOn(context, {
      processors: navigator.hardwareConcurrency || 1,
      startThread: webThreads(readThread(context)),
      openJournal: async (folder) => {
        const owner = new LockedWindow();
        return { files: new StoredRecords(folder), owner, dispose: () => owner.dispose() };
      },
    });
  });
}

/** Reads the module that threads run. */
const readThread = (context: vscode.ExtensionContext) => async () =>
  new Uint8Array(
    await vscode.workspace.fs.readFile(vscode.Uri.joinPath(pictureFolder(context), "thread.mjs")),
  );

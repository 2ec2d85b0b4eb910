import { availableParallelism } from "node:os";
import type * as vscode from "vscode";
import { environmentKey } from "./node/environmentKey.ts";
import { LocalDisk } from "./node/localDisk.ts";
import { openJournal } from "./node/openJournal.ts";
import { startThread } from "./node/pictureThread.ts";
import { connectThread, loadOn } from "./shared.ts";
import type { Commands } from "./vscode/commands.ts";
import type { finishQuickly } from "./worker/quickFinish.ts";

/** What the threads' file exports for whoever is no thread. */
interface ThreadModule {
  readonly finishQuickly: typeof finishQuickly;
}

/** What the desktop's entry loads when a command is first used: Node's part, and through it the rest. */
export function load(context: vscode.ExtensionContext): Promise<Commands> {
  const file = context.asAbsolutePath("dist/pictures/thread.cjs");
  return loadOn(context, {
    processors: availableParallelism(),
    startThread: (loadAsset) => connectThread(startThread(file), loadAsset),
    loadQuickFinish: async () => {
      const module: ThreadModule = await import(file);
      return module.finishQuickly;
    },
    openJournal,
    environmentKey: () => environmentKey(process.env),
    disk: new LocalDisk(),
  });
}

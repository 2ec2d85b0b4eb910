import type * as vscode from "vscode";
import { setContextKey } from "./contextKeys.ts";

const usedKey = "clarityUpscaler.hasJobs";

/** Shows the view if there ever was a job on this machine; people who never had one do not see it. */
export async function showViewIfUsed(state: vscode.Memento): Promise<void> {
  await setContextKey("hasJobs", state.get(usedKey) === true);
}

/** Shows the view from now on. */
export async function showViewFromNowOn(state: vscode.Memento): Promise<void> {
  await setContextKey("hasJobs", true);
  if (state.get(usedKey) !== true) {
    await state.update(usedKey, true);
  }
}

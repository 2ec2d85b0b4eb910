import * as vscode from "vscode";

/** What the manifest's `when` clauses ask about. */
export type ContextKey =
  | "hasJobs"
  | "hasUnfinishedJobs"
  | "hasRetriableJobs"
  | "hasClearableJobs"
  | "areJobsPaused";

const known = new Map<ContextKey, boolean>();

/** Tells VS Code, if it does not know yet. Resolves when it does. */
export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  if (known.get(key) !== value) {
    known.set(key, value);
    await vscode.commands.executeCommand("setContext", `clarityUpscaler.${key}`, value);
  }
}

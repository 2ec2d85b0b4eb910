import type * as vscode from "vscode";
import { activateWith } from "./vscode/activate.ts";

/** Entry of the desktop and of remote hosts (Node). */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, async () => (await import("./desktop.ts")).load(context));
}

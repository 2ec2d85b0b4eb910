import * as vscode from "vscode";
import type { Commands } from "./commands.ts";

/** Everything the palette and the menus can ask for; the manifest declares the same. */
export const commandIds = [
  "clarityUpscaler.upscaleImage",
  "clarityUpscaler.setApiKey",
  "clarityUpscaler.removeApiKey",
  "clarityUpscaler.showLog",
] as const;

/** Registers the commands and nothing else; the code behind them is loaded when one is first used. */
export function activateWith(
  context: vscode.ExtensionContext,
  load: () => Promise<Commands>,
): void {
  let commands: Promise<Commands> | undefined;
  for (const id of commandIds) {
    const run = async (...args: unknown[]) => {
      commands ??= load();
      return (await commands)[id](...args);
    };
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
}

import * as vscode from "vscode";
import { until } from "./until.ts";

const ours = ({ uri }: vscode.TextDocument): boolean =>
  uri.scheme === "output" && uri.path.includes("Clarity Upscaler");

/** What the Log output channel shows, once it is open; it follows what is logged a little later. */
export async function logText(): Promise<string> {
  if (!vscode.workspace.textDocuments.some(ours)) {
    await vscode.commands.executeCommand("clarityUpscaler.showLog");
    await until("the log is open", () => vscode.workspace.textDocuments.some(ours));
  }
  return vscode.workspace.textDocuments.find(ours)?.getText() ?? "";
}

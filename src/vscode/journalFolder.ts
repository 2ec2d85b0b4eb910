import * as vscode from "vscode";

/** Where jobs are written down: on the machine that runs the extension, for all its windows. */
export const journalFolder = ({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri =>
  vscode.Uri.joinPath(globalStorageUri, "jobs");

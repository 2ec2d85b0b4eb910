import * as vscode from "vscode";
import type { LoadAsset } from "../pictures/assets.ts";

/** Where the build puts what a picture's work needs, beside the bundle. */
export const pictureFolder = (context: vscode.ExtensionContext): vscode.Uri =>
  vscode.Uri.joinPath(context.extensionUri, "dist", "pictures");

/** Reads the extension's own files through VS Code, which knows where it is installed. */
export const assetLoader =
  (context: vscode.ExtensionContext): LoadAsset =>
  async (name) =>
    new Uint8Array(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(pictureFolder(context), name)),
    );

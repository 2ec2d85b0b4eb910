import type * as vscode from "vscode";

/** A file's name as people read it, without its folder. */
export const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf("/") + 1);

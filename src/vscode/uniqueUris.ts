import type * as vscode from "vscode";

/** Each URI once, in the order in which they first come. */
export const uniqueUris = (uris: Iterable<vscode.Uri>): vscode.Uri[] => [
  ...new Map(Array.from(uris, (uri) => [uri.toString(), uri])).values(),
];

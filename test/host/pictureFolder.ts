import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { picture } from "../support/images.ts";

const { fs } = vscode.workspace;
const made: vscode.Uri[] = [];

/** A folder with the pictures of one test, on any file system. */
export class PictureFolder {
  readonly uri: vscode.Uri;

  constructor(uri: vscode.Uri) {
    this.uri = uri;
  }

  at(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.uri, name);
  }

  /** Writes a file, a small PNG unless other bytes are given. */
  async put(name: string, bytes?: Uint8Array | string): Promise<vscode.Uri> {
    const text = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    await fs.writeFile(this.at(name), text ?? (await picture()));
    return this.at(name);
  }

  async read(name: string): Promise<Uint8Array> {
    return fs.readFile(this.at(name));
  }

  /** Bytes of the first file whose name fits; 0 where there is none, or none any more. */
  async sizeOf(name: RegExp): Promise<number> {
    const found = (await this.names()).find((one) => name.test(one));
    const gone = { size: 0 };
    const { size } = found
      ? await Promise.resolve(fs.stat(this.at(found))).catch(() => gone)
      : gone;
    return size;
  }

  /** The names of everything that is in it, hidden files too, sorted. */
  async names(): Promise<string[]> {
    return (await fs.readDirectory(this.uri)).map(([name]) => name).sort();
  }
}

/** The workspace folder of this number; the runner opens two. */
export function workspaceFolder(index = 0): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[index];
  if (folder === undefined) {
    throw new Error(`There is no workspace folder number ${index}`);
  }
  return folder;
}

/** An empty folder inside a workspace folder, until the end of the test. */
export async function newFolder(within = workspaceFolder()): Promise<PictureFolder> {
  const uri = vscode.Uri.joinPath(within.uri, randomUUID());
  await fs.createDirectory(uri);
  made.push(uri);
  return new PictureFolder(uri);
}

/** Removes what `newFolder` made. */
export async function removeFolders(): Promise<void> {
  for (const uri of made.splice(0)) {
    await fs.delete(uri, { recursive: true });
  }
}

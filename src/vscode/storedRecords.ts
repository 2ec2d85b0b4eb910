import * as vscode from "vscode";
import type { RecordFiles, RecordFolder } from "../core/journal.ts";

/** `RecordFiles` over `workspace.fs`, for hosts without a disk: a browser's storage writes whole files. */
export class StoredRecords implements RecordFiles {
  readonly #root: vscode.Uri;
  #lastAppend: Promise<void> = Promise.resolve();

  constructor(root: vscode.Uri) {
    this.#root = root;
  }

  async list(folder: RecordFolder): Promise<readonly string[]> {
    const entries = await orNothing(vscode.workspace.fs.readDirectory(this.#uri(folder)), []);
    return entries.map(([name]) => name).filter((name) => name.endsWith(".json"));
  }

  async read(folder: RecordFolder, name: string): Promise<string | undefined> {
    return this.#readText(this.#uri(folder, name));
  }

  async write(folder: RecordFolder, name: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(this.#uri(folder, name), new TextEncoder().encode(text));
  }

  async rename(folder: RecordFolder, from: string, to: string): Promise<boolean> {
    const renamed = vscode.workspace.fs.rename(this.#uri(folder, from), this.#uri(folder, to));
    return orNothing(
      renamed.then(() => true),
      false,
    );
  }

  async remove(folder: RecordFolder, name: string): Promise<void> {
    await orNothing(vscode.workspace.fs.delete(this.#uri(folder, name)), undefined);
  }

  /** One after the other, in other windows too where the browser grants locks: the whole file is written again. */
  append(line: string): Promise<void> {
    const turn = this.#lastAppend.catch(() => undefined).then(() => this.#appendAlone(line));
    this.#lastAppend = turn;
    return turn;
  }

  async #appendAlone(line: string): Promise<void> {
    const name = `clarity-upscaler.ledger ${this.#root.toString()}`;
    try {
      await navigator.locks.request(name, () => this.#append(line));
    } catch (error) {
      // A browser that blocks third-party storage refuses locks to extensions.
      if (!(error instanceof DOMException)) {
        throw error;
      }
      await this.#append(line);
    }
  }

  async #append(line: string): Promise<void> {
    const text = `${await this.readLedger()}${line}\n`;
    await vscode.workspace.fs.writeFile(this.#uri("ledger.jsonl"), new TextEncoder().encode(text));
  }

  async readLedger(): Promise<string> {
    return (await this.#readText(this.#uri("ledger.jsonl"))) ?? "";
  }

  async #readText(uri: vscode.Uri): Promise<string | undefined> {
    const bytes = await orNothing(vscode.workspace.fs.readFile(uri), undefined);
    return bytes && new TextDecoder().decode(bytes);
  }

  #uri(...path: readonly string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.#root, ...path);
  }
}

/** What is not there counts as `nothing`; every other error stays one. */
async function orNothing<T, N>(work: Thenable<T>, nothing: N): Promise<T | N> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") {
      return nothing;
    }
    throw error;
  }
}

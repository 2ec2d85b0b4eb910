import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { GrowingFile, StoredFile } from "../core/files.ts";
import { removeIfPossible } from "./leftovers.ts";

/** A file under a temporary name: first it grows, then it is whole. */
export class FileOnDisk implements GrowingFile, StoredFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #sum = createHash("sha256");
  #hash: string | undefined;
  length = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Rejects where there is such a file, or cannot be one. */
  static async begin(path: string): Promise<FileOnDisk> {
    return new FileOnDisk(path, await open(path, "wx"));
  }

  get hash(): string {
    return (this.#hash ??= this.#sum.digest("hex"));
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#sum.update(bytes);
    await this.#handle.writeFile(bytes);
    this.length += bytes.length;
  }

  async close(): Promise<this> {
    await this.#handle.sync();
    await this.#handle.close();
    return this;
  }

  read(): Promise<Uint8Array> {
    return readFile(this.path);
  }

  async remove(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await removeIfPossible(this.path);
  }
}

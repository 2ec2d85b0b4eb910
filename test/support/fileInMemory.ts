import { createHash } from "node:crypto";
import type { GrowingFile, StoredFile } from "../../src/core/files.ts";

/** A file without a name that remembers what was done with it. Members may be replaced. */
export class FileInMemory implements GrowingFile, StoredFile {
  readonly #pieces: Uint8Array[] = [];
  reads = 0;
  isRemoved = false;

  /** One that holds `bytes` already. */
  static of(bytes: Uint8Array): FileInMemory {
    const file = new FileInMemory();
    file.#pieces.push(bytes);
    return file;
  }

  get length(): number {
    return this.#bytes().length;
  }

  get hash(): string {
    return createHash("sha256").update(this.#bytes()).digest("hex");
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#pieces.push(Uint8Array.from(bytes));
  }

  async close(): Promise<this> {
    return this;
  }

  async read(): Promise<Uint8Array> {
    this.reads += 1;
    return this.#bytes();
  }

  async remove(): Promise<void> {
    this.isRemoved = true;
  }

  #bytes(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}

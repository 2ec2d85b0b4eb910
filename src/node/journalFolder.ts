import { appendFile, mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RecordFiles, RecordFolder } from "../core/journal.ts";
import { temporaryName } from "../core/temporaryName.ts";
import { removeLeftovers } from "./leftovers.ts";

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** `RecordFiles` in a folder of this disk; safe against a crash in the middle of a write. */
export class JournalFolder implements RecordFiles {
  readonly #root: string;

  /** `root` need not exist: it is made with the first record, readable for this user only. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Removes, on its way, what a crash in the middle of a write left there. */
  async list(folder: RecordFolder): Promise<readonly string[]> {
    const parent = join(this.#root, folder);
    await removeLeftovers(parent).catch(orNothing(undefined));
    const names = await readdir(parent).catch(orNothing([]));
    return names.filter((name) => name.endsWith(".json"));
  }

  async read(folder: RecordFolder, name: string): Promise<string | undefined> {
    return readFile(join(this.#root, folder, name), "utf8").catch(orNothing(undefined));
  }

  async write(folder: RecordFolder, name: string, text: string): Promise<void> {
    const parent = join(this.#root, folder);
    const partial = join(parent, temporaryName());
    await mkdir(parent, { recursive: true, mode: 0o700 });
    try {
      const file = await open(partial, "wx", 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, join(parent, name));
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  async rename(folder: RecordFolder, from: string, to: string): Promise<boolean> {
    const parent = join(this.#root, folder);
    return rename(join(parent, from), join(parent, to)).then(() => true, orNothing(false));
  }

  async remove(folder: RecordFolder, name: string): Promise<void> {
    await rm(join(this.#root, folder, name), { force: true });
  }

  async append(line: string): Promise<void> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    await appendFile(join(this.#root, "ledger.jsonl"), `${line}\n`, { mode: 0o600 });
  }

  async readLedger(): Promise<string> {
    return readFile(join(this.#root, "ledger.jsonl"), "utf8").catch(orNothing(""));
  }
}

/** What is not there counts as `nothing`; every other error stays one. */
const orNothing =
  <T>(nothing: T) =>
  (error: unknown): T => {
    if (isMissing(error)) {
      return nothing;
    }
    throw error;
  };

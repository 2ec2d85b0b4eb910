import { link, open, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GrowingFile, StoredFile } from "../core/files.ts";
import { temporaryName } from "../core/temporaryName.ts";
import { FileOnDisk } from "./fileOnDisk.ts";
import { hashInPlace } from "./hashInPlace.ts";
import { removeIfPossible, removeLeftovers } from "./leftovers.ts";

/** A folder on this disk; a `vscode.Uri` of the scheme `file` is one. */
interface Folder {
  readonly fsPath: string;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** What `workspace.fs` cannot do: creating a file only if there is none. Knows paths, as nothing else does. */
export class LocalDisk {
  readonly sha256 = hashInPlace;
  readonly #link: typeof link;

  /** `linkFile` makes a hard link; file systems without them have no such step. */
  constructor(linkFile: typeof link = link) {
    this.#link = linkFile;
  }

  /** Proves that files can be made in `folder` by making one, and removes what a crash left there. */
  async prepare({ fsPath }: Folder): Promise<void> {
    const probe = join(fsPath, temporaryName());
    await writeFile(probe, "", { flag: "wx" });
    await removeIfPossible(probe);
    await removeLeftovers(fsPath);
  }

  /** Begins a file in `folder` that `writeNew` can give a name. */
  begin({ fsPath }: Folder): Promise<GrowingFile> {
    return FileOnDisk.begin(join(fsPath, temporaryName()));
  }

  /**
   * Writes `content` into `folder` under the first of `names` that is free, also when another window or
   * process asks for the same one at the same moment. The file appears whole or not at all.
   */
  async writeNew(
    { fsPath }: Folder,
    names: Iterable<string>,
    content: Uint8Array | StoredFile,
  ): Promise<string> {
    const isHere = content instanceof FileOnDisk;
    const partial = isHere ? content.path : join(fsPath, temporaryName());
    try {
      if (!isHere) {
        const bytes = content instanceof Uint8Array ? content : await content.read();
        await writeFile(partial, bytes, { flag: "wx", flush: true });
      }
      for (const name of names) {
        if (await this.#claim(partial, join(fsPath, name))) {
          return name;
        }
      }
      throw new Error("no free name");
    } finally {
      await removeIfPossible(partial);
    }
  }

  /** Gives the written file its name, unless the name is taken. A hard link is created or refused in one step. */
  async #claim(partial: string, file: string): Promise<boolean> {
    try {
      await this.#link(partial, file);
      return true;
    } catch (error) {
      // Not every file system has hard links (FAT, some network shares), and each says so in its own way.
      return codeOf(error) === "EEXIST" ? false : claimWithoutLinks(partial, file);
    }
  }
}

/** Takes the name with an empty file, then moves the written one over it: for a moment the file is empty. */
async function claimWithoutLinks(partial: string, file: string): Promise<boolean> {
  try {
    await (await open(file, "wx")).close();
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
  try {
    await rename(partial, file);
    return true;
  } catch (error) {
    await removeIfPossible(file);
    throw error;
  }
}

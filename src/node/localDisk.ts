import { randomUUID } from "node:crypto";
import { link, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A folder on this disk; a `vscode.Uri` of the scheme `file` is one. */
interface Folder {
  readonly fsPath: string;
}

/** Starts with a dot and has no image extension: bundlers and Git watch the folders of assets. */
const temporaryName = () => `.clarity-upscaler-${randomUUID()}.tmp`;
const temporary = /^\.clarity-upscaler-[0-9a-f-]{36}\.tmp$/;
const leftoverAge = 60 * 60 * 1000;

/** What file systems say that have no hard links (FAT, some network shares). */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EACCES", "EMLINK"]);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** What `workspace.fs` cannot do: creating a file only if there is none. The one place that knows paths. */
export const localDisk = {
  /** Proves that files can be made in `folder` by making one, and removes what a crash left there. */
  async prepare({ fsPath }: Folder): Promise<void> {
    const probe = join(fsPath, temporaryName());
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe, { force: true });
    await removeLeftovers(fsPath);
  },

  /**
   * Writes `bytes` into `folder` under the first of `names` that is free, also when another window or
   * process asks for the same one at the same moment. The file appears whole or not at all.
   */
  async writeNew({ fsPath }: Folder, names: Iterable<string>, bytes: Uint8Array): Promise<string> {
    const partial = join(fsPath, temporaryName());
    try {
      await writeFile(partial, bytes, { flag: "wx", flush: true });
      for (const name of names) {
        if (await claim(partial, join(fsPath, name))) {
          return name;
        }
      }
      throw new Error("no free name");
    } finally {
      await rm(partial, { force: true });
    }
  },
};

/** Gives the written file its name, unless the name is taken. A hard link is created or refused in one step. */
async function claim(partial: string, file: string): Promise<boolean> {
  try {
    await link(partial, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      return false;
    }
    if (noLinks.has(String(codeOf(error)))) {
      return claimWithoutLinks(partial, file);
    }
    throw error;
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
    await rm(file, { force: true });
    throw error;
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => temporary.test(name));
  for (const file of names.map((name) => join(folder, name))) {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > leftoverAge) {
      await rm(file, { force: true });
    }
  }
}

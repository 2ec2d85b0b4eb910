import { readFile, readdir, utimes } from "node:fs/promises";
import { join } from "node:path";

/** Every file below a folder, by its path within it. */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.map(async (file) => [file.slice(folder.length + 1), await readFile(file)] as const),
  );
  return new Map(contents);
}

/** Makes files so old that nobody can still be writing them. */
export async function age(folder: string, names: readonly string[]): Promise<void> {
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await Promise.all(names.map((name) => utimes(join(folder, name), longAgo, longAgo)));
}

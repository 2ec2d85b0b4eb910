import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isLeftover, isTemporary } from "../core/temporaryName.ts";

/** Removes the temporary files in `folder` that a crash left there. Rejects when there is no such folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter(isTemporary);
  for (const file of names.map((name) => join(folder, name))) {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (isLeftover(mtimeMs)) {
      await removeIfPossible(file);
    }
  }
}

/** A virus scanner may hold a file for a while; what stays behind is removed as a leftover later. */
export const removeIfPossible = (file: string): Promise<void> =>
  rm(file, { force: true, maxRetries: 3 }).catch(() => undefined);

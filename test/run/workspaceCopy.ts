import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeTemporaryFolder } from "./temporaryFolder.ts";

/** A folder of its own for one run. */
export interface WorkspaceCopy {
  readonly folder: string;
  remove(): void;
}

/** Makes a temporary workspace with a copy of what is in `source`, if given. The caller removes it. */
export function copyWorkspace(source?: string): WorkspaceCopy {
  const parent = makeTemporaryFolder();
  const folder = join(parent.path, "pictures");
  mkdirSync(folder);
  if (source !== undefined) {
    cpSync(source, folder, { recursive: true });
  }
  return { folder, remove: () => parent.remove() };
}

/** Makes a workspace of the copy and an empty second folder beside it; returns its `.code-workspace`. */
export function withSecondFolder({ folder }: WorkspaceCopy): string {
  const parent = dirname(folder);
  const second = join(parent, "more");
  const file = join(parent, "pictures.code-workspace");
  mkdirSync(second);
  writeFileSync(file, JSON.stringify({ folders: [{ path: folder }, { path: second }] }));
  return file;
}

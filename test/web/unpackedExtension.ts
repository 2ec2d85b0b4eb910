import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { packagedExtension } from "../run/paths.ts";
import { makeTemporaryFolder } from "../run/temporaryFolder.ts";
import type { TemporaryFolder } from "../run/temporaryFolder.ts";

const within = "extension/";

/** The files of the packaged extension in a folder of their own, as a marketplace serves them to browsers. */
export function unpackExtension(): TemporaryFolder {
  const folder = makeTemporaryFolder();
  const files = unzipSync(readFileSync(packagedExtension));
  for (const [name, bytes] of Object.entries(files)) {
    if (name.startsWith(within)) {
      const file = join(folder.path, name.slice(within.length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }
  return folder;
}

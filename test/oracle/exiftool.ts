import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Facts about a file, by group and name ("IFD0:Make"); a list where a name comes more than once. */
export type Facts = Readonly<Record<string, unknown>>;

/** What ExifTool itself writes into a picture. `options` are its own ("-XMP:Rating=4"). */
export async function written(bytes: Uint8Array, options: readonly string[]): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const file = join(folder, "picture");
    await writeFile(file, bytes);
    await run("exiftool", ["-overwrite_original", ...options, file]);
    return readFile(file);
  });
}

/** All that ExifTool finds in each picture, and what is wrong with it by its check ("ExifTool:Validate"). */
export const facts = (pictures: readonly Uint8Array[]): Promise<Facts[]> =>
  inFolder(async (folder) => {
    const files = pictures.map((_, index) => join(folder, String(index)));
    await Promise.all(pictures.map((bytes, index) => writeFile(files[index] ?? "", bytes)));
    const { stdout } = await run(
      "exiftool",
      ["-json", "-G1", "-a", "-s", "-all", "-validate", ...files],
      {
        maxBuffer: 2 ** 26,
      },
    );
    const found: Facts[] = JSON.parse(stdout);
    return found;
  });

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "exiftool-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

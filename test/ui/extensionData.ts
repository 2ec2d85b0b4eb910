import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "./session.ts";

/** Where the extension writes its jobs down, absolute. */
const jobsFolder = ({ profile }: Session): string =>
  join(profile.userData, "User/globalStorage/clarity-upscaler.clarity-upscaler/jobs");

/** The records of one kind, parsed. */
export function records(session: Session, kind: "unfinished" | "ended"): { step: string }[] {
  const folder = join(jobsFolder(session), kind);
  return namesIn(folder)
    .map((name) => textOf(join(folder, name)))
    .filter((text) => text !== "")
    .map((text) => JSON.parse(text));
}

/** Kills the extension host, as a crash does. */
export function killExtensionHost(session: Session): void {
  const windows = join(jobsFolder(session), "windows");
  // One that was killed leaves its sign behind, and its number may be another process's by now.
  const pid = newestFirst(windows)
    .map((sign) => textOf(sign).split(" ", 1).join())
    .find((number) => textOf(`/proc/${number}/cmdline`).includes("extensionHost"));
  process.kill(Number(pid), "SIGKILL");
}

/** Every file below `folder` that holds one of `words`. */
export function filesWith(folder: string, ...words: readonly string[]): string[] {
  return readOr([], () => readdirSync(folder, { withFileTypes: true })).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return filesWith(path, ...words);
    }
    const isOne = entry.isFile() && words.some((word) => bytesOf(path).includes(word));
    return isOne ? [path] : [];
  });
}

function newestFirst(folder: string): string[] {
  const changedAt = (path: string) => readOr(0, () => statSync(path).mtimeMs);
  return namesIn(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, at: changedAt(path) }))
    .toSorted((a, b) => b.at - a.at)
    .map(({ path }) => path);
}

const namesIn = (folder: string): string[] =>
  readOr([], () => readdirSync(folder)).filter((name) => !name.startsWith("."));

/** What is in a file, which is nothing when it is gone. */
const bytesOf = (path: string): Buffer => readOr(Buffer.of(), () => readFileSync(path));

const textOf = (path: string): string => bytesOf(path).toString("utf8");

/** What `read` returns, or `otherwise` when what it reads is gone: the extension writes and removes meanwhile. */
function readOr<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return otherwise;
    }
    throw error;
  }
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "./session.ts";

/** Where the extension writes its jobs down, absolute. */
const jobsFolder = ({ profile }: Session): string =>
  join(profile.userData, "User/globalStorage/clarity-upscaler.clarity-upscaler/jobs");

/** The records of one kind, parsed. */
export function records(session: Session, kind: "unfinished" | "ended"): { step: string }[] {
  const folder = join(jobsFolder(session), kind);
  return namesIn(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}

/** Kills the extension host, as a crash does. */
export function killExtensionHost(session: Session): void {
  const windows = join(jobsFolder(session), "windows");
  const [sign = ""] = namesIn(windows);
  const [pid] = readFileSync(join(windows, sign), "utf8").split(" ");
  process.kill(Number(pid), "SIGKILL");
}

/** Every file below `folder` that holds one of `words`. */
export function filesWith(folder: string, ...words: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => words.some((word) => readFileSync(file).includes(word)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JournalEntry } from "../fal-server/journal.ts";
import { picture } from "../support/images.ts";
import type { Session } from "./session.ts";

/** The item of the menus. */
export const upscaleItem = "Upscale Image";

/** The same in the palette. */
export const upscaleCommand = "Clarity Upscaler: Upscale Image";

/** A picture as most tests need it; its double is 640 × 400. */
export const sample = (): Promise<Uint8Array> => picture({ width: 320, height: 200 });

/** The same small picture under many names. */
export async function samples(...paths: readonly string[]): Promise<Record<string, Uint8Array>> {
  const bytes = await sample();
  return Object.fromEntries(paths.map((path) => [path, bytes]));
}

/**
 * A download of about a second. VS Code draws three new notices in 0.8 seconds and sends more straight to the
 * notification centre, so a command that a notice's button starts must not end faster than people read.
 */
export const slowDownload = { network: { downloadBytesPerSecond: 8_000 } };

/**
 * How long the jobs of a window that was closed may take to go on, in milliseconds. While its extension host
 * still lives, the next one watches for 20 seconds, and then looks once a minute.
 */
export const takenOver = 150_000;

/** Right-clicks files and chooses Upscale Image. */
export async function upscale({ workbench }: Session, ...paths: readonly string[]): Promise<void> {
  const [only = ""] = paths;
  await workbench.explorer.choose(paths.length === 1 ? only : paths, upscaleItem);
}

/** What fal's server was asked on a route, or at all. */
export const calls = ({ fal }: Session, route?: string): readonly JournalEntry[] =>
  fal.journal.filter((entry) => route === undefined || entry.route === route);

/** How many requests fal took or may have taken. */
export const submits = (session: Session): number => calls(session, "submit").length;

/** The files that the upscaler made of this one; unfinished ones too. */
export function outputsOf({ folder }: Session, path: string): string[] {
  const [name = ""] = path.slice(path.lastIndexOf("/") + 1).split(".");
  return readdirSync(dirname(join(folder, path)))
    .filter((file) => file.startsWith(`${name}@`) || file.startsWith(".clarity"))
    .toSorted();
}

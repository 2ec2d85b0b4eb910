import * as vscode from "vscode";
import { exclusionIn } from "./exclusion.ts";
import type { Found } from "./exclusion.ts";

/** What a search found. */
export interface ImageSearch {
  /** In the order of their paths. */
  readonly images: readonly vscode.Uri[];
  /** Folders that could not be listed. */
  readonly unreadable: number;
  /** There is more than a search takes, and it was given up. */
  readonly isTooMuch: boolean;
}

/** Limits of one search, far above what anybody upscales at once; a file system may have no end. */
export const searchLimits = { images: 10_000, folders: 50_000 } as const;

/** Folders that are listed at a time: each may be a question to a distant computer. */
const atATime = 16;

/** Whether a file's name says that it is an image that can be upscaled. */
export const isImage = ({ path }: vscode.Uri): boolean => /\.(png|jpe?g|webp)$/i.test(path);

/**
 * All images in `folders` and their sub-folders but for what is excluded, each once. It lists the folders
 * itself, because VS Code's file search waits without an end on a file system that has no search provider.
 * Links to folders are not followed: they may lead back. Throws `badSetting`; rejects with the reason of
 * `signal`.
 */
export async function searchImages(
  folders: readonly vscode.Uri[],
  signal: AbortSignal,
): Promise<ImageSearch> {
  const images = new Map<string, vscode.Uri>();
  let [listed, unreadable] = [0, 0];
  for (const folder of folders) {
    for await (const { files, isReadable } of listings(folder, signal)) {
      listed += 1;
      unreadable += Number(!isReadable);
      for (const image of files.filter(isImage)) {
        images.set(image.toString(), image);
      }
      if (images.size > searchLimits.images || listed > searchLimits.folders) {
        return { images: [], unreadable, isTooMuch: true };
      }
    }
  }
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sorted = [...images.values()].sort((a, b) => compare(a.path, b.path));
  return { images: sorted, unreadable, isTooMuch: false };
}

interface Folder {
  readonly uri: vscode.Uri;
  /** The names that lead to it from the searched folder. */
  readonly path: readonly string[];
}

/** What is in a folder and not excluded. */
interface Listing {
  readonly files: readonly vscode.Uri[];
  readonly folders: readonly Folder[];
  readonly isReadable: boolean;
}

/** What is in `root`, then in its sub-folders. */
async function* listings(root: vscode.Uri, signal: AbortSignal): AsyncGenerator<Listing> {
  const isExcluded = exclusionIn(root);
  const waiting: Folder[] = [{ uri: root, path: [] }];
  while (waiting.length > 0) {
    signal.throwIfAborted();
    const now = waiting.splice(0, atATime);
    const listed = await Promise.all(now.map((folder) => list(folder, isExcluded)));
    waiting.push(...listed.flatMap(({ folders }) => folders));
    yield* listed;
  }
}

async function list(
  { uri, path }: Folder,
  isExcluded: (found: Found) => boolean,
): Promise<Listing> {
  const entries = await entriesOf(uri);
  const siblings = new Set(entries?.map(([name]) => name));
  const named = (wanted: (type: vscode.FileType) => boolean, isFolder: boolean): string[] =>
    (entries ?? [])
      .filter(([, type]) => wanted(type))
      .map(([name]) => name)
      .filter((name) => !isExcluded({ name, path: [...path, name], isFolder, siblings }));
  return {
    files: named(isFile, false).map((name) => vscode.Uri.joinPath(uri, name)),
    folders: named(isOwnFolder, true).map((name) => ({
      uri: vscode.Uri.joinPath(uri, name),
      path: [...path, name],
    })),
    isReadable: entries !== undefined,
  };
}

const isFile = (type: vscode.FileType): boolean => (type & vscode.FileType.File) !== 0;

/** A link to a folder has the bits of both. */
const isOwnFolder = (type: vscode.FileType): boolean => type === vscode.FileType.Directory;

/** What is in a folder; undefined when it cannot be listed. */
const entriesOf = (folder: vscode.Uri): Promise<readonly [string, vscode.FileType][] | undefined> =>
  Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => undefined);

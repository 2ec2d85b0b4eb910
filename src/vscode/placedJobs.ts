import * as vscode from "vscode";
import type { Job } from "../core/job.ts";
import type { PlannedImage } from "../core/plan.ts";
import type { Price } from "../core/price.ts";
import { chooseFolders, placed } from "./destinations.ts";
import { makeFolders, mirrorFolders } from "./mirror.ts";
import { finishOptions, nameTemplate as templateOf } from "./settings.ts";
import type { PickedSources } from "./sources.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

const extensionId = "clarity-upscaler.clarity-upscaler";

interface Placing {
  readonly sources: PickedSources;
  /** The folder that mirrors the sources' own; undefined for beside each source. */
  readonly into: vscode.Uri | undefined;
  readonly price: Price | undefined;
  readonly files: WorkspaceFiles;
}

/**
 * A job for each image. Images without a place for their result are left out: the user was asked for one and
 * gave none.
 */
export async function placedJobs(
  images: readonly PlannedImage[],
  placing: Placing,
): Promise<Job[]> {
  const batch = crypto.randomUUID();
  const folders = await foldersOf(images, placing);
  return images.flatMap(({ source, options, nameTemplate }) => {
    const uri = vscode.Uri.parse(source.uri);
    const folder = folders.get(uri.toString());
    return folder
      ? [
          {
            id: crypto.randomUUID(),
            batch,
            source,
            options,
            nameTemplate: nameTemplate ?? templateOf(uri),
            folder: folder.toString(),
            finish: finishOptions(uri),
            planned: plannedNow(),
            ...chargedAt(placing.price),
          },
        ]
      : [];
  });
}

/** What is remembered of the price that the user agreed to. */
export const chargedAt = (price: Price | undefined): Pick<Job, "dollarsPerMegapixel"> =>
  price ? { dollarsPerMegapixel: price.dollarsPerMegapixel } : {};

/** When a job is planned, and by which version of the extension. */
export const plannedNow = (): NonNullable<Job["planned"]> => ({
  at: Date.now(),
  version: String(vscode.extensions.getExtension(extensionId)?.packageJSON.version),
});

/** The folder of each image's result, by the image's URI. */
async function foldersOf(
  images: readonly PlannedImage[],
  { sources, into, files }: Placing,
): Promise<ReadonlyMap<string, vscode.Uri>> {
  const uris = [...new Set(images.map(({ source }) => source.uri))].map((uri) =>
    vscode.Uri.parse(uri),
  );
  const folders = into
    ? await placed(await madeMirror(uris, sources, into), files)
    : await chooseFolders(uris, files);
  return new Map(Array.from(folders, ([image, folder]) => [image.toString(), folder]));
}

/** The folders that mirror the sources' own; they are there. */
async function madeMirror(
  images: readonly vscode.Uri[],
  { roots }: PickedSources,
  into: vscode.Uri,
) {
  const folders = mirrorFolders({ images, roots }, into);
  await makeFolders(folders.values());
  return folders;
}

import type * as vscode from "vscode";
import type { Job } from "../core/job.ts";
import { chooseFolders } from "./destinations.ts";
import { nameTemplate, upscaleOptions } from "./settings.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/**
 * A job for each image, with the settings of this moment. Images without a place for their result are left
 * out: the user was asked for one and gave none. Throws `badSetting`.
 */
export async function planJobs(
  images: readonly vscode.Uri[],
  files: WorkspaceFiles,
): Promise<Job[]> {
  const batch = crypto.randomUUID();
  const planned = images.map((image) => ({
    image,
    options: upscaleOptions(image),
    nameTemplate: nameTemplate(image),
  }));
  const folders = await chooseFolders(images, files);
  return planned.flatMap(({ image, ...asked }) => {
    const folder = folders.get(image);
    const name = image.path.slice(image.path.lastIndexOf("/") + 1);
    return folder
      ? [
          {
            id: crypto.randomUUID(),
            batch,
            source: { uri: image.toString(), name },
            folder: folder.toString(),
            ...asked,
          },
        ]
      : [];
  });
}

import { constants, copyFileSync, readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { sampleWorkspace } from "./paths.ts";
import { copyWorkspace } from "./workspaceCopy.ts";

/** A picture of the demo: the original, which nobody touches, and its copy. */
export interface DemoPicture {
  /** The original, absolute. */
  readonly source: string;
  /** The copy's path in the workspace, with slashes. */
  readonly path: string;
}

export interface DemoWorkspace {
  readonly folder: string;
  readonly pictures: readonly DemoPicture[];
  remove(): void;
}

/** Makes a workspace with copies of the pictures or, when there are none, with the sample. */
export function copyPictures(images: readonly string[]): DemoWorkspace {
  const workspace = copyWorkspace(images.length === 0 ? sampleWorkspace : undefined);
  const pictures =
    images.length === 0
      ? [samplePicture()]
      : images.map((source) => copyInto(workspace.folder, source));
  return { ...workspace, pictures };
}

/** Copies a file into a folder under its own name or, where that is taken, the next free one. */
export function copyInto(folder: string, source: string): DemoPicture {
  const extension = extname(source);
  const stem = basename(source, extension);
  for (let number = 1; ; number++) {
    const path = number === 1 ? `${stem}${extension}` : `${stem}-${number}${extension}`;
    if (tryCopy(source, join(folder, path))) {
      return { source, path };
    }
  }
}

/** The first picture of the sample workspace. */
function samplePicture(): DemoPicture {
  const files = readdirSync(sampleWorkspace, { recursive: true, encoding: "utf8" });
  const [path] = files.filter((file) => /\.(?:png|jpe?g|webp)$/i.test(file)).sort();
  if (path === undefined) {
    throw new Error(`there is no picture in ${sampleWorkspace}`);
  }
  return { source: join(sampleWorkspace, path), path: path.replaceAll("\\", "/") };
}

function tryCopy(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import type { FailureReason } from "../core/errors.ts";
import type { GrowingFile, ImageFiles, SourceFile, StoredFile } from "../core/files.ts";
import { HostedImages } from "../core/hostedImages.ts";
import { isTaken } from "../core/outputName.ts";
import { inMemory } from "../core/resultImage.ts";
import type { ResultImage } from "../core/resultImage.ts";
import { isLeftover, isTemporary, temporaryName } from "../core/temporaryName.ts";
import { nameOf } from "./nameOf.ts";

/** Exclusive creation on the local disk, which `workspace.fs` has not (microsoft/vscode#182573). */
export interface ExclusiveDisk {
  readonly sha256: (bytes: Uint8Array) => Promise<string>;
  prepare(folder: vscode.Uri): Promise<void>;
  begin(folder: vscode.Uri): Promise<GrowingFile>;
  writeNew(
    folder: vscode.Uri,
    names: Iterable<string>,
    content: Uint8Array | StoredFile,
  ): Promise<string>;
}

const failAs =
  (reason: FailureReason) =>
  (error: unknown): never => {
    throw new UpscaleError(reason, {
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  };

/** `ImageFiles` over `workspace.fs`, over the local disk for `file:`, and over the addresses that this window knows. */
export class WorkspaceFiles implements ImageFiles {
  readonly hosted = new HostedImages();
  readonly sha256: ImageFiles["sha256"];
  readonly #disk: ExclusiveDisk | undefined;

  constructor(disk: ExclusiveDisk | undefined) {
    this.#disk = disk;
    this.sha256 = disk?.sha256;
  }

  /** What a job remembers of the image at `uri`, be it a file or hosted elsewhere. */
  source(uri: vscode.Uri): SourceFile {
    return this.hosted.find(uri.toString())?.source ?? { uri: uri.toString(), name: nameOf(uri) };
  }

  /** Where the results of the image at `uri` go if nobody says otherwise: beside it, where there is a beside. */
  folderOf(uri: vscode.Uri): vscode.Uri {
    const folder = this.hosted.find(uri.toString())?.folder;
    return folder === undefined ? vscode.Uri.joinPath(uri, "..") : vscode.Uri.parse(folder);
  }

  join(folder: string, name: string): string {
    return vscode.Uri.joinPath(vscode.Uri.parse(folder), name).toString();
  }

  async read(source: string): Promise<Uint8Array> {
    if (/^(https?|data):/.test(source)) {
      // VS Code would fetch it, from an address that is not the whole.
      return this.hosted.find(source)?.bytes ?? failAs("cannotRead")(new Error("no longer known"));
    }
    return Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.parse(source))).catch(
      failAs("cannotRead"),
    );
  }

  async begin(folder: string): Promise<GrowingFile | undefined> {
    const parent = vscode.Uri.parse(folder);
    return this.#diskFor(parent)?.begin(parent);
  }

  async writeNew(folder: string, names: Iterable<string>, image: ResultImage) {
    const parent = vscode.Uri.parse(folder);
    const disk = this.#diskFor(parent);
    const write = async () =>
      disk
        ? disk.writeNew(parent, names, "file" in image ? image.file : image.bytes)
        : writeNew(parent, names, (await inMemory(image)).bytes);
    const name = await write().catch(failAs("cannotWrite"));
    return { uri: this.join(folder, name), name };
  }

  /**
   * Whether files can be made in `folder`: on the local disk one is made and removed again, elsewhere the
   * file system is asked. Removes what a crash left there.
   */
  async isWritable(folder: vscode.Uri): Promise<boolean> {
    if (vscode.workspace.fs.isWritableFileSystem(folder.scheme) === false) {
      return false;
    }
    try {
      const disk = this.#diskFor(folder);
      await (disk ? disk.prepare(folder) : removeLeftovers(folder));
      const { permissions } = await vscode.workspace.fs.stat(folder);
      return ((permissions ?? 0) & vscode.FilePermission.Readonly) === 0;
    } catch {
      return false;
    }
  }

  /** Whether this window can reach `folder` at all; another one may have the file system that this one lacks. */
  async isReachable(folder: vscode.Uri): Promise<boolean> {
    // A local folder that is gone is reachable: the job ends with that as its reason.
    return (
      this.#diskFor(folder) !== undefined ||
      Promise.resolve(vscode.workspace.fs.stat(folder)).then(
        () => true,
        () => false,
      )
    );
  }

  #diskFor({ scheme }: vscode.Uri): ExclusiveDisk | undefined {
    return scheme === "file" ? this.#disk : undefined;
  }
}

/**
 * The best that `workspace.fs` can do: a temporary file is renamed to a name that was free a moment ago. The
 * rename refuses to overwrite, as far as the file system's provider is honest.
 */
async function writeNew(
  folder: vscode.Uri,
  names: Iterable<string>,
  bytes: Uint8Array,
): Promise<string> {
  const { fs } = vscode.workspace;
  const partial = vscode.Uri.joinPath(folder, temporaryName());
  const existing = (await fs.readDirectory(folder)).map(([name]) => name);
  try {
    await fs.writeFile(partial, bytes);
    for (const name of names) {
      if (!isTaken(name, existing) && (await rename(partial, vscode.Uri.joinPath(folder, name)))) {
        return name;
      }
    }
    throw new Error("no free name");
  } catch (error) {
    await Promise.resolve(fs.delete(partial)).catch(() => {
      // It may never have been made; the first error is the one to tell.
    });
    throw error;
  }
}

async function removeLeftovers(folder: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  const names = (await fs.readDirectory(folder)).map(([name]) => name).filter(isTemporary);
  for (const file of names.map((name) => vscode.Uri.joinPath(folder, name))) {
    if (isLeftover((await fs.stat(file)).mtime)) {
      await fs.delete(file);
    }
  }
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileExists") {
      return false;
    }
    throw error;
  }
}

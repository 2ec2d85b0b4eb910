import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { UpscaleError } from "../../../src/core/errors.ts";
import type { FailureReason } from "../../../src/core/errors.ts";
import type { GrowingFile, ImageFiles } from "../../../src/core/files.ts";
import type { ResultImage } from "../../../src/core/resultImage.ts";
import type { LocalDisk } from "../../../src/node/localDisk.ts";

const failAs =
  (reason: FailureReason) =>
  (error: unknown): never => {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UpscaleError(reason, { detail, cause: error });
  };

/** `ImageFiles` over this machine's disk, failing as the workspace's files do. */
export class NodeFiles implements ImageFiles {
  readonly sha256: ImageFiles["sha256"];
  readonly #disk: LocalDisk;

  constructor(disk: LocalDisk) {
    this.#disk = disk;
    this.sha256 = disk.sha256;
  }

  join(folder: string, name: string): string {
    return pathToFileURL(join(fileURLToPath(folder), name)).href;
  }

  async read(source: string): Promise<Uint8Array> {
    return readFile(fileURLToPath(source)).catch(failAs("cannotRead"));
  }

  begin(folder: string): Promise<GrowingFile> {
    return this.#disk.begin({ fsPath: fileURLToPath(folder) });
  }

  async writeNew(folder: string, names: Iterable<string>, image: ResultImage) {
    const content = "file" in image ? image.file : image.bytes;
    const name = await this.#disk
      .writeNew({ fsPath: fileURLToPath(folder) }, names, content)
      .catch(failAs("cannotWrite"));
    return { uri: this.join(folder, name), name };
  }
}

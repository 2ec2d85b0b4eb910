import type { EncodedImage } from "./encodedImage.ts";

/** A place in the workspace, as a URI string. The core compares and stores it, and never takes it apart. */
export type ResourceUri = string;

/** The image the user pointed at. */
export interface SourceFile {
  readonly uri: ResourceUri;
  /** The file's name as people read it, decoded, without its folder. */
  readonly name: string;
}

/** What the core does with files. */
export interface ImageFiles {
  /** The file `name` in `folder`. */
  join(folder: ResourceUri, name: string): ResourceUri;

  /** The bytes of `source`. Rejects with `cannotRead`. */
  read(source: ResourceUri): Promise<Uint8Array>;
  /**
   * Writes `image` into `folder` under the first of `names` that is free; never over a file, and whole or
   * not at all. Resolves to the file and its name. Rejects with `cannotWrite`.
   */
  writeNew(
    folder: ResourceUri,
    names: Iterable<string>,
    image: EncodedImage,
  ): Promise<{ readonly uri: ResourceUri; readonly name: string }>;
}

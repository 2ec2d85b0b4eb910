import type { Sha256 } from "./hash.ts";
import type { HostedImages } from "./hostedImages.ts";
import type { ResultImage } from "./resultImage.ts";

/** A place in the workspace, as a URI string. The core compares and stores it, and never takes it apart. */
export type ResourceUri = string;

/** The image the user pointed at: a file, or one that is hosted elsewhere. */
export interface SourceFile {
  readonly uri: ResourceUri;
  /** The file's name as people read it, decoded, without its folder. */
  readonly name: string;
  /** It is no file: `uri` names it without what is secret in its address, and nothing can be read there. */
  readonly hosted?: true | undefined;
}

/** A file that has no name yet. */
interface NamelessFile {
  /** Its bytes; after an `append` that failed, some of those may be among them. */
  read(): Promise<Uint8Array>;
  /** Removes it, if it still has no name. Never rejects. */
  remove(): Promise<void>;
}

/** One that is whole. */
export interface StoredFile extends NamelessFile {
  /** Bytes. */
  readonly length: number;
  /** SHA-256, in hex. */
  readonly hash: string;
}

/** One that grows. */
export interface GrowingFile extends NamelessFile {
  /** Resolves when the bytes, which may be used otherwise then, are written. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when all of it is on disk. */
  close(): Promise<StoredFile>;
}

/** What the core does with files. */
export interface ImageFiles {
  /** The images that are no files; missing where there are none. */
  readonly hosted?: Pick<HostedImages, "find"> | undefined;

  /** SHA-256 of `bytes`, in hex, without a copy of them; missing where that cannot be had. */
  readonly sha256?: Sha256 | undefined;

  /** Begins a file in `folder`, which `writeNew` can give a name; undefined where files cannot grow. */
  begin(folder: ResourceUri): Promise<GrowingFile | undefined>;

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
    image: ResultImage,
  ): Promise<{ readonly uri: ResourceUri; readonly name: string }>;
}

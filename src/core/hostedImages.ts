import type { HandedOverImage } from "./backend.ts";
import type { EncodedImage } from "./encodedImage.ts";
import type { ResourceUri, SourceFile } from "./files.ts";
import type { ExaminedImage } from "./examineHosted.ts";
import type { HostedAddress } from "./hostedAddress.ts";
import { hostedName } from "./hostedName.ts";

/** An image that is no file, as far as it is known here: by its address, by its bytes, or by both. */
export interface HostedImage {
  readonly source: SourceFile;
  /** Where its results go: there is nothing beside it. */
  readonly folder: ResourceUri;
  /** Where a backend can fetch it; missing for one that came as a data URI, which is its bytes. */
  readonly address?: HandedOverImage;
  /** Missing for one that could not be looked at. */
  readonly bytes?: Uint8Array;
}

/** Bytes of all images together; the oldest make room for new ones. */
const mostBytes = 128 * 1024 ** 2;

/**
 * The images that are no files, for as long as the window lives: their addresses are secrets, so they are
 * written down nowhere. A job knows its image by a URI without what is secret in it, and an id of ours.
 */
export class HostedImages {
  readonly #images = new Map<string, HostedImage>();
  readonly #mostBytes: number;

  constructor(most = mostBytes) {
    this.#mostBytes = most;
  }

  /** Keeps an image and makes the source of its jobs. */
  add({ address, image }: ExaminedImage, folder: ResourceUri): SourceFile {
    const id = crypto.randomUUID();
    const uri = `${plainAddress(address, image)}#${id}`;
    const source: SourceFile = { uri, name: hostedName(address, image?.format), hosted: true };
    this.#images.set(id, {
      source,
      folder,
      ...(address.kind === "url" && { address: address.url.href }),
      ...(image && { bytes: image.bytes }),
    });
    this.#makeRoom(id);
    return source;
  }

  /** The image of a source, whose URI may be spelled in any way; undefined when it is none of this window's. */
  find(source: ResourceUri): HostedImage | undefined {
    return this.#images.get(idOf(source));
  }

  /** Lets go of the oldest bytes; with a data URI that is the image itself. */
  #makeRoom(newest: string): void {
    let bytes = 0;
    for (const [id, image] of [...this.#images].toReversed()) {
      bytes += image.bytes?.length ?? 0;
      if (bytes > this.#mostBytes && id !== newest) {
        const { bytes: _, ...rest } = image;
        if (rest.address === undefined) {
          this.#images.delete(id);
        } else {
          this.#images.set(id, rest);
        }
      }
    }
  }
}

const idOf = (uri: ResourceUri): string => uri.slice(uri.lastIndexOf("#") + 1);

/** Without its query, where a signature would be. */
const plainAddress = (address: HostedAddress, image: EncodedImage | undefined): string =>
  address.kind === "url"
    ? address.url.origin + address.url.pathname
    : `data:image/${image?.format ?? "unknown"}`;

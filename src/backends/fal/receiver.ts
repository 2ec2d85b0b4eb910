import type { FollowMeans } from "../../core/backend.ts";
import { encodedImage } from "../../core/encodedImage.ts";
import type { NotAnImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { GrowingFile } from "../../core/files.ts";
import { GrowingBytes } from "../../core/growingBytes.ts";
import { isPng } from "../../core/image/png.ts";
import { PngOutline } from "../../core/pngOutline.ts";
import type { ResultImage } from "../../core/resultImage.ts";
import type { Receiver } from "./fetchBytes.ts";

/** Bytes from which on a result goes into a file as it comes. */
const leastStored = 16 * 1024 * 1024;

type Received = ResultImage | NotAnImage;

/** Makes what takes a result of at `most` so many bytes: a file for one that is large, where one can be begun. */
export const receiverFor =
  (most: number, begin: FollowMeans["begin"]) =>
  async (announced: number | undefined): Promise<Receiver<Received>> => {
    if (announced === undefined || announced < leastStored) {
      return new InMemory(announced ?? most);
    }
    // Whether a file can be written is told when one must be.
    const file = await begin?.().catch(() => undefined);
    return file ? new InFile(file, announced) : new InMemory(announced);
  };

class InMemory implements Receiver<Received> {
  readonly #bytes: GrowingBytes;

  constructor(expected: number) {
    this.#bytes = new GrowingBytes(expected);
  }

  get length(): number {
    return this.#bytes.length;
  }

  add(piece: Uint8Array): void {
    this.#bytes.add(piece);
  }

  taken(): Received {
    return encodedImage(this.#bytes.taken());
  }
}

/** Only PNGs can be looked at on their way; other results come back into memory when they are whole. */
class InFile implements Receiver<Received> {
  readonly #file: GrowingFile;
  readonly #outline: PngOutline;
  #length = 0;

  constructor(file: GrowingFile, length: number) {
    this.#file = file;
    this.#outline = new PngOutline(length);
  }

  get length(): number {
    return this.#length;
  }

  async add(piece: Uint8Array): Promise<void> {
    this.#outline.add(piece);
    await this.#file.append(piece).catch(cannotWrite);
    this.#length += piece.length;
  }

  async taken(): Promise<Received> {
    const outline = this.#outline.taken();
    const file = await this.#file.close().catch(cannotWrite);
    if (!isPng(outline)) {
      const bytes = await file.read();
      await file.remove();
      return encodedImage(bytes);
    }
    const image = encodedImage(outline);
    if ("problem" in image) {
      await file.remove();
      return image;
    }
    const { bytes: _outline, ...shape } = image;
    return { ...shape, file };
  }

  async drop(): Promise<void> {
    await this.#file.remove();
  }
}

function cannotWrite(cause: unknown): never {
  throw new UpscaleError("cannotWrite", { detail: String(cause), cause });
}

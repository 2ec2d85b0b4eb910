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

/** Bytes that a PNG may have beside its pixels: an outline of more is no smaller than what it spares. */
const mostOutline = 8 * 1024 * 1024;

type Received = ResultImage | NotAnImage;

/** Makes what takes a result, which has no more than `most` bytes: a large one goes into a file. */
export const receiverFor =
  (most: number, begin: FollowMeans["begin"]) =>
  (announced: number | undefined): Receiver<Received> =>
    announced !== undefined && announced >= leastStored && begin
      ? new LargeReceiver(announced, begin)
      : new BytesReceiver(announced ?? most);

/** Takes a result into memory. */
class BytesReceiver implements Receiver<Received> {
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

/** What is on its way into a file, and what is known of it. */
interface Stored {
  readonly file: GrowingFile;
  readonly outline: PngOutline;
}

/**
 * Takes a large result into a file where one can be begun, and where its pieces can be looked at as they come: in
 * a PNG. What does not go on like that goes on in memory.
 */
class LargeReceiver implements Receiver<Received> {
  readonly #announced: number;
  readonly #begin: NonNullable<FollowMeans["begin"]>;
  #stored: Stored | undefined;
  #memory: BytesReceiver | undefined;
  #length = 0;

  constructor(announced: number, begin: NonNullable<FollowMeans["begin"]>) {
    this.#announced = announced;
    this.#begin = begin;
  }

  get length(): number {
    return this.#length;
  }

  async add(piece: Uint8Array): Promise<void> {
    if (this.#length === 0) {
      this.#stored = await this.#store(piece);
    }
    if (!this.#stored || !(await isAppended(this.#stored, piece))) {
      (await this.#inMemory()).add(piece);
    }
    this.#length += piece.length;
  }

  async taken(): Promise<Received> {
    const image = this.#stored && (await storedImage(this.#stored));
    return image ?? (await this.#inMemory()).taken();
  }

  async drop(): Promise<void> {
    await this.#stored?.file.remove();
  }

  async #store(first: Uint8Array): Promise<Stored | undefined> {
    // Whether a file can be written is told when one must be.
    const file = isPng(first) ? await this.#begin().catch(() => undefined) : undefined;
    return file && { file, outline: new PngOutline(this.#announced) };
  }

  /** Brings back what is in a file already. Rejects with `cannotWrite`: there is something with the disk. */
  async #inMemory(): Promise<BytesReceiver> {
    this.#memory ??= new BytesReceiver(this.#announced);
    if (this.#stored) {
      const { file } = this.#stored;
      const bytes = await file.read().catch(cannotWrite);
      this.#memory.add(bytes.subarray(0, this.#length));
      await file.remove();
      this.#stored = undefined;
    }
    return this.#memory;
  }
}

/** False where the disk is full, or the outline is no smaller than what it spares. */
async function isAppended({ file, outline }: Stored, piece: Uint8Array): Promise<boolean> {
  outline.add(piece);
  const isSmall = outline.length <= mostOutline;
  return (
    isSmall &&
    file.append(piece).then(
      () => true,
      () => false,
    )
  );
}

/** Undefined where the file does not come to its end. One that is no picture is removed. */
async function storedImage({ file, outline }: Stored): Promise<Received | undefined> {
  const whole = await file.close().catch(() => undefined);
  if (!whole) {
    return undefined;
  }
  const image = encodedImage(outline.taken());
  if ("problem" in image) {
    await whole.remove();
    return image;
  }
  const { bytes: _outline, ...shape } = image;
  return { ...shape, file: whole };
}

function cannotWrite(cause: unknown): never {
  throw new UpscaleError("cannotWrite", { detail: String(cause), cause });
}

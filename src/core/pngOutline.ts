import { GrowingBytes } from "./growingBytes.ts";
import { latin1, uint32BE } from "./image/byteReader.ts";
import { crc } from "./image/crc.ts";
import { pngChunk, pngSignature } from "./image/pngChunks.ts";

/** Asks for so many bytes and is given some of them, one at least. */
type Reading = Generator<number, void, Uint8Array>;

/**
 * A PNG that is looked at piece by piece as it comes, of which only what is not pixels is kept: its outline is a
 * PNG itself, of which `inspectImage` says what it would say of the whole.
 */
export class PngOutline {
  readonly #kept: GrowingBytes;
  readonly #reading: Reading;
  #wanted: IteratorResult<number, void>;
  #hasPixels = false;

  /** `most` is the length of the whole. */
  constructor(most: number) {
    this.#kept = new GrowingBytes(most);
    this.#reading = this.#read();
    this.#wanted = this.#reading.next();
  }

  /** The next bytes of the file, which may be used otherwise then. */
  add(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0 && !this.#wanted.done;) {
      const piece = rest.subarray(0, this.#wanted.value);
      rest = rest.subarray(piece.length);
      this.#wanted = this.#reading.next(piece);
    }
  }

  /** Bytes of the outline so far. */
  get length(): number {
    return this.#kept.length;
  }

  /** The outline of all that was added. */
  taken(): Uint8Array {
    return this.#kept.taken();
  }

  *#read(): Reading {
    yield* this.#keep(pngSignature.length);
    for (let type = ""; type !== "IEND";) {
      yield* this.#keep(8);
      const head = this.#kept.last(8);
      const length = uint32BE(head, 0);
      type = latin1(head, 4, 4);
      yield* type === "IDAT" && length > 0 ? this.#skipPixels(length) : this.#keep(length + 4);
    }
  }

  *#keep(length: number): Reading {
    for (let left = length; left > 0;) {
      const piece: Uint8Array = yield left;
      this.#kept.add(piece);
      left -= piece.length;
    }
  }

  /** Reads over pixels and proves them. Their head, kept already, stays if they break off. */
  *#skipPixels(length: number): Reading {
    const before = this.#kept.length - 8;
    let sum = crc(this.#kept.last(4));
    for (let left = length; left > 0;) {
      const piece: Uint8Array = yield left;
      sum = crc(piece, sum);
      left -= piece.length;
    }
    yield* this.#keep(4);
    const isIntact = sum === (uint32BE(this.#kept.last(4), 0) | 0);
    this.#kept.cutTo(before);
    if (!isIntact || !this.#hasPixels) {
      this.#hasPixels = true;
      (isIntact ? pixel : brokenPixel).forEach((part) => this.#kept.add(part));
    }
  }
}

/** Stands for the pixels of a chunk, however many. */
const pixel = pngChunk("IDAT", Uint8Array.of(0));

/** The same with a checksum that is none. */
const brokenPixel = [...pixel.slice(0, -1), new Uint8Array(4)];

interface Part {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What a block begins with: its byte order and where its first directory stands. */
const headerLength = 8;

/** Gives the parts of a block their places, one after the other, around what must stay where it was. */
export class ExifRoom {
  readonly #parts: Part[] = [];
  readonly #fixed: Part | undefined;
  #end = headerLength;

  constructor(fixed: Part | undefined) {
    this.#fixed = fixed && fixed.offset >= headerLength ? fixed : undefined;
  }

  /** Whether something stays at its offset. */
  holds(bytes: Uint8Array): boolean {
    return bytes === this.#fixed?.bytes;
  }

  /** The offset, an even one, of so many bytes that are put later. */
  take(length: number): number {
    const fixedEnd = this.#fixed ? this.#fixed.offset + this.#fixed.bytes.length : 0;
    const isInTheWay =
      this.#fixed && this.#end < fixedEnd && this.#end + length > this.#fixed.offset;
    const offset = even(isInTheWay ? fixedEnd : this.#end);
    this.#end = offset + even(length);
    return offset;
  }

  put(offset: number, bytes: Uint8Array): void {
    this.#parts.push({ offset, bytes });
  }

  /** All that was put, with zeros between. */
  bytes(): Uint8Array {
    const parts = this.#fixed ? [this.#fixed, ...this.#parts] : this.#parts;
    const block = new Uint8Array(
      parts.reduce((end, part) => Math.max(end, part.offset + part.bytes.length), this.#end),
    );
    for (const part of parts) {
      block.set(part.bytes, part.offset);
    }
    return block;
  }
}

const even = (number: number): number => number + (number % 2);

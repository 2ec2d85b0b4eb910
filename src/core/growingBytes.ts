/** How much more room there is each time that it is too small. */
const growth = 8;

/** Bytes that arrive in pieces, put together as they come. */
export class GrowingBytes {
  readonly #expected: number;
  #room = new Uint8Array();
  #length = 0;

  /** There is room for all that are `expected` when an eighth of them has come: anybody can announce much. */
  constructor(expected: number) {
    this.#expected = expected;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes of memory that they take. */
  get room(): number {
    return this.#room.length;
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#room.length) {
      this.#grow(length);
    }
    this.#room.set(piece, this.#length);
    this.#length = length;
  }

  /** The last `count` that were added, until others are. */
  last(count: number): Uint8Array {
    return this.#room.subarray(this.#length - count, this.#length);
  }

  /** Takes back all but the first `length`. */
  cutTo(length: number): void {
    this.#length = length;
  }

  /** All that were added. */
  taken(): Uint8Array<ArrayBuffer> {
    return this.#length === this.#room.length ? this.#room : this.#room.slice(0, this.#length);
  }

  #grow(least: number): void {
    const room = new Uint8Array(Math.max(least, Math.min(growth * least, this.#expected)));
    room.set(this.#room.subarray(0, this.#length));
    this.#room = room;
  }
}

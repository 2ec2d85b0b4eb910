const pieceBytes = 64 * 1024;

/** Collects the bits of a JPEG's scan. */
export class BitWriter {
  readonly #pieces: Uint8Array[] = [];
  #piece = new Uint8Array(pieceBytes);
  #offset = 0;
  #bits = 0;
  #count = 0;

  /** Adds the lower `length` bits, up to 16; those above must be 0. */
  put(bits: number, length: number): void {
    this.#bits = (this.#bits << length) | bits;
    this.#count += length;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#add((this.#bits >>> this.#count) & 0xff);
    }
  }

  /** What was written, filled with ones to a whole byte. */
  finish(): Uint8Array[] {
    const missing = -this.#count & 7;
    this.put((1 << missing) - 1, missing);
    return [...this.#pieces, this.#piece.subarray(0, this.#offset)];
  }

  #add(byte: number): void {
    // Room for the zero after an 0xFF too, which says that it is no marker (ITU-T T.81, B.1.1.5).
    if (this.#offset + 2 > pieceBytes) {
      this.#pieces.push(this.#piece.subarray(0, this.#offset));
      this.#piece = new Uint8Array(pieceBytes);
      this.#offset = 0;
    }
    this.#piece[this.#offset] = byte;
    this.#offset += byte === 0xff ? 2 : 1;
  }
}

/** Reads the bits of a JPEG's scan; past its end, zeros. */
export class BitReader {
  readonly #data: Uint8Array;
  #offset = 0;
  #bits = 0;
  #count = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  /** The symbol that comes next, by a `lookupOf` its table. */
  symbol(lookup: Uint16Array): number {
    this.#fill();
    const found = lookup[(this.#bits >>> (this.#count - 16)) & 0xffff] ?? 0;
    this.#count -= found >> 8;
    return found & 0xff;
  }

  /** Up to 16 bits as a number. */
  bits(length: number): number {
    this.#fill();
    this.#count -= length;
    return (this.#bits >>> this.#count) & ((1 << length) - 1);
  }

  #fill(): void {
    while (this.#count <= 16) {
      const byte = this.#data[this.#offset] ?? 0;
      // The zero after an 0xFF says that it is no marker (ITU-T T.81, B.1.1.5).
      this.#offset += byte === 0xff ? 2 : 1;
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }
}

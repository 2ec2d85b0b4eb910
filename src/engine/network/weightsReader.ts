/** A 16-bit float's exponent counts from -15, a 32-bit float's from -127. */
const exponentShift = 2 ** 112;

/** Reads a weights file; models/extract.mjs describes the layout. */
export class WeightsReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next `count` 16-bit floats. Errors: RangeError beyond the end. */
  halves(count: number): Float32Array {
    const bits = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const half = this.#view.getUint16(this.#at + i * 2, true);
      bits[i] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13);
    }
    this.#at += count * 2;
    // A multiplication puts the exponent right, for the numbers below the smallest exponent too.
    return new Float32Array(bits.buffer).map((value) => value * exponentShift);
  }

  /** The next `count` 32-bit floats. Errors: RangeError beyond the end. */
  floats(count: number): Float32Array {
    const values = Float32Array.from({ length: count }, (_, i) =>
      this.#view.getFloat32(this.#at + i * 4, true),
    );
    this.#at += count * 4;
    return values;
  }

  /** Makes sure that all was read. */
  end(): void {
    if (this.#at !== this.#view.byteLength) {
      throw new Error(`${this.#view.byteLength - this.#at} bytes of weights are left over`);
    }
  }
}

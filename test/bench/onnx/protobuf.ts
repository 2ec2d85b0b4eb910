/** As much of protobuf's wire format (https://protobuf.dev/programming-guides/encoding/) as ONNX needs. */
export class Message {
  readonly #parts: Uint8Array[] = [];

  /** Appends a whole number, 0 or above. */
  int(field: number, value: number): this {
    return this.#append(varint(field * 8), varint(value));
  }

  /** Appends bytes. */
  bytes(field: number, value: Uint8Array): this {
    return this.#append(varint(field * 8 + 2), varint(value.length), value);
  }

  /** Appends a text. */
  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** Appends a 32-bit float. */
  float(field: number, value: number): this {
    return this.#append(varint(field * 8 + 5), new Uint8Array(Float32Array.of(value).buffer));
  }

  /** Appends a message. */
  message(field: number, value: Message): this {
    return this.bytes(field, value.encoded());
  }

  /** All of it. */
  encoded(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts));
  }

  #append(...parts: readonly Uint8Array[]): this {
    this.#parts.push(...parts);
    return this;
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + 128);
  }
  return Uint8Array.of(...bytes, rest);
}

/** A value of an entry: text, small whole numbers, fractions, or bytes without a meaning. */
type ExifValue =
  | { readonly ascii: string }
  | { readonly short: readonly number[] }
  | { readonly long: readonly number[] }
  | { readonly rational: readonly (readonly [number, number])[] }
  | { readonly undefined: Uint8Array };

/** Tags and their values. */
type ExifFields = Readonly<Record<number, ExifValue>>;

export interface ExifParts {
  readonly isBigEndian?: boolean;
  readonly image?: ExifFields;
  readonly exif?: ExifFields;
  readonly gps?: ExifFields;
  readonly interop?: ExifFields;
  /** A small JPEG in a second directory. */
  readonly thumbnail?: Uint8Array;
}

/** An EXIF block as cameras write it: directories one after the other, the thumbnail at the end. */
export function exifBlock(parts: ExifParts): Buffer {
  const { isBigEndian = false, image = {}, thumbnail } = parts;
  const out = new Block(isBigEndian);
  const below = { 0x8769: parts.exif, 0x8825: parts.gps };
  const first = out.directory(image, below, { 0xa005: parts.interop });
  if (thumbnail) {
    const start = out.append(thumbnail);
    const second = out.directory({
      0x0103: { short: [6] },
      0x0201: { long: [start] },
      0x0202: { long: [thumbnail.length] },
    });
    out.write32(first.next, second.start);
  }
  out.write32(4, first.start);
  return out.bytes;
}

type Below = Readonly<Record<number, ExifFields | undefined>>;

class Block {
  bytes: Buffer;
  readonly #isBigEndian: boolean;

  constructor(isBigEndian: boolean) {
    this.#isBigEndian = isBigEndian;
    this.bytes = Buffer.from(isBigEndian ? "MM\0*\0\0\0\0" : "II*\0\0\0\0\0", "latin1");
  }

  append(bytes: Uint8Array): number {
    const start = this.bytes.length;
    this.bytes = Buffer.concat([this.bytes, bytes, Buffer.alloc(bytes.length % 2)]);
    return start;
  }

  write16(offset: number, value: number): void {
    this.#write(this.bytes, offset, value, 2);
  }

  write32(offset: number, value: number): void {
    this.#write(this.bytes, offset, value, 4);
  }

  /** Writes fields, and pointers to the directories below; returns where it starts and where its link stands. */
  directory(fields: ExifFields, below: Below = {}, deeper: Below = {}) {
    const filled = Object.entries(below).filter(([, inner]) => inner !== undefined);
    const tags = [...Object.keys(fields), ...filled.map(([tag]) => tag)]
      .map(Number)
      .sort((a, b) => a - b);
    const start = this.append(Buffer.alloc(2 + 12 * tags.length + 4));
    this.write16(start, tags.length);
    for (const [index, tag] of tags.entries()) {
      const at = start + 2 + 12 * index;
      const inner = below[tag];
      const value = inner
        ? { long: [this.directory(inner, tag === 0x8769 ? deeper : {}).start] }
        : fields[tag];
      if (value) {
        this.#entry(at, tag, value);
      }
    }
    return { start, next: start + 2 + 12 * tags.length };
  }

  #entry(at: number, tag: number, value: ExifValue): void {
    const { type, count, bytes } = this.#stored(value);
    this.write16(at, tag);
    this.write16(at + 2, type);
    this.write32(at + 4, count);
    if (bytes.length > 4) {
      this.write32(at + 8, this.append(bytes));
    } else {
      this.bytes.set(bytes, at + 8);
    }
  }

  #stored(value: ExifValue): { type: number; count: number; bytes: Uint8Array } {
    if ("ascii" in value) {
      const bytes = Buffer.from(`${value.ascii}\0`);
      return { type: 2, count: bytes.length, bytes };
    }
    if ("undefined" in value) {
      return { type: 7, count: value.undefined.length, bytes: value.undefined };
    }
    if ("short" in value) {
      return { type: 3, count: value.short.length, bytes: this.#numbers(value.short, 2) };
    }
    const longs = "long" in value ? value.long : value.rational.flat();
    const isRational = "rational" in value;
    return {
      type: isRational ? 5 : 4,
      count: isRational ? value.rational.length : longs.length,
      bytes: this.#numbers(longs, 4),
    };
  }

  #numbers(values: readonly number[], size: 2 | 4): Buffer {
    const bytes = Buffer.alloc(size * values.length);
    for (const [index, value] of values.entries()) {
      this.#write(bytes, index * size, value, size);
    }
    return bytes;
  }

  #write(into: Buffer, offset: number, value: number, size: 2 | 4): void {
    if (this.#isBigEndian) {
      into.writeUIntBE(value, offset, size);
    } else {
      into.writeUIntLE(value, offset, size);
    }
  }
}

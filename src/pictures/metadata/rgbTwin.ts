import { concatUint8Arrays } from "uint8array-extras";
import { fromLatin1, latin1, uint32BE } from "../../core/image/byteReader.ts";

// Layouts: ICC.1:2022, sections 7 to 9.
const headerLength = 128;
const tagLength = 12;

/** More than any profile has. */
const mostTags = 100;

interface Tag {
  readonly name: string;
  readonly data: Uint8Array;
}

/** sRGB's primaries as s15Fixed16 numbers: X, Y and Z under D50 (IEC 61966-2-1, adapted). Neutral colours are the same with any. */
const primaries = {
  rXYZ: [0x6fa2, 0x38f5, 0x0390],
  gXYZ: [0x6299, 0xb785, 0x18da],
  bXYZ: [0x24a0, 0x0f84, 0xb6cf],
} as const;

/** What describes light and rights, not channels. */
const shared = new Set(["desc", "cprt", "wtpt", "chad"]);

/**
 * The RGB profile in which equal channels mean what one channel means in a grey profile: for a grey
 * source whose result has three. Undefined for a grey profile that is not built on a curve to XYZ.
 */
export function rgbTwin(grey: Uint8Array): Uint8Array | undefined {
  const tags = tagsOf(grey);
  const curve = tags.find(({ name }) => name === "kTRC");
  if (!curve || latin1(grey, 20, 4) !== "XYZ ") {
    return undefined;
  }
  return profileOf(grey.subarray(0, headerLength), [
    ...tags.filter(({ name }) => shared.has(name)),
    ...Object.entries(primaries).map(([name, numbers]) => ({ name, data: xyz(numbers) })),
    ...["rTRC", "gTRC", "bTRC"].map((name) => ({ name, data: curve.data })),
  ]);
}

function tagsOf(profile: Uint8Array): Tag[] {
  const count = Math.min(uint32BE(profile, headerLength), mostTags);
  return Array.from({ length: count }, (_, index) => {
    const at = headerLength + 4 + index * tagLength;
    const start = uint32BE(profile, at + 4);
    const data = profile.subarray(start, start + uint32BE(profile, at + 8));
    return { name: latin1(profile, at, 4), data };
  });
}

function xyz(numbers: readonly number[]): Uint8Array {
  const data = new Uint8Array(20);
  const view = new DataView(data.buffer);
  data.set(fromLatin1("XYZ "));
  for (const [index, number] of numbers.entries()) {
    view.setInt32(8 + 4 * index, number);
  }
  return data;
}

/** A display profile with these tags; the same data is stored once. */
function profileOf(header: Uint8Array, tags: readonly Tag[]): Uint8Array {
  const table = new Uint8Array(4 + tagLength * tags.length);
  const view = new DataView(table.buffer);
  view.setUint32(0, tags.length);
  const places = new Map<Uint8Array, number>();
  const parts: Uint8Array[] = [];
  let end = headerLength + table.length;
  for (const [index, { name, data }] of tags.entries()) {
    const place = places.get(data) ?? end;
    if (place === end) {
      const padded = new Uint8Array(data.length + (-data.length & 3));
      padded.set(data);
      parts.push(padded);
      end += padded.length;
      places.set(data, place);
    }
    table.set(fromLatin1(name), 4 + index * tagLength);
    view.setUint32(8 + index * tagLength, place);
    view.setUint32(12 + index * tagLength, data.length);
  }
  return concatUint8Arrays([rgbHeader(header, end), table, ...parts]);
}

/** The header with its new length, class and colour space, and without its checksum (bytes 84 to 99). */
function rgbHeader(header: Uint8Array, length: number): Uint8Array {
  const copy = header.slice();
  new DataView(copy.buffer).setUint32(0, length);
  copy.set(fromLatin1("mntrRGB "), 12);
  copy.fill(0, 84, 100);
  return copy;
}

import type { ExifEntry } from "./exifBlock.ts";

// Types: TIFF 6.0, section 2.
const [short, long, rational] = [3, 4, 5];

function entry(
  [tag, type, length]: readonly [tag: number, type: number, length: number],
  write: (view: DataView) => void,
): ExifEntry {
  const value = new Uint8Array(length);
  write(new DataView(value.buffer));
  return { tag, type, count: 1, value, offset: 0 };
}

/** An entry with one number up to 65535. */
export const shortEntry = (tag: number, value: number, isLittleEndian: boolean): ExifEntry =>
  entry([tag, short, 2], (view) => view.setUint16(0, value, isLittleEndian));

/** An entry with one number up to 2³² - 1. */
export const longEntry = (tag: number, value: number, isLittleEndian: boolean): ExifEntry =>
  entry([tag, long, 4], (view) => view.setUint32(0, value, isLittleEndian));

/** An entry with one number, to four decimals where there is room for them. */
export const rationalEntry = (tag: number, value: number, isLittleEndian: boolean): ExifEntry =>
  entry([tag, rational, 8], (view) => {
    const denominator = Number.isInteger(value) || value > 400_000 ? 1 : 10_000;
    view.setUint32(0, Math.round(value * denominator), isLittleEndian);
    view.setUint32(4, denominator, isLittleEndian);
  });

/** The number in an entry of one of these types; undefined for others. */
export function numberIn(
  { type, value, count }: ExifEntry,
  isLittleEndian: boolean,
): number | undefined {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (count !== 1) {
    return undefined;
  }
  switch (type) {
    case short:
      return view.getUint16(0, isLittleEndian);
    case long:
      return view.getUint32(0, isLittleEndian);
    case rational:
      return view.getUint32(0, isLittleEndian) / view.getUint32(4, isLittleEndian);
    default:
      return undefined;
  }
}

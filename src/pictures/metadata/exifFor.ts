import type { Density } from "./density.ts";
import { inUnit } from "./density.ts";
import { readExif } from "./exifBlock.ts";
import type { ExifBlock, ExifEntry } from "./exifBlock.ts";
import { longEntry, numberIn, rationalEntry, shortEntry } from "./exifEntry.ts";
import { colourTags, sizeTags, staleTags, tags } from "./exifTags.ts";
import type { Changes } from "./changes.ts";
import { makerNote, writeExif } from "./writeExif.ts";

const empty: ExifBlock = { isLittleEndian: true, image: [], exif: [], gps: [], interop: [] };

/**
 * The source's EXIF block, true of the result: without thumbnail, with the result's size and
 * orientation, with `density` where nothing else could say it. Undefined where nothing is left to
 * say. A block that cannot be read is left out.
 */
export function exifFor(
  source: Uint8Array | undefined,
  changes: Changes,
  density?: Density,
): Uint8Array | undefined {
  const block = (source && readExif(source)) ?? empty;
  const { isLittleEndian } = block;
  const place = changes.gps === "keep" ? block.gps : [];
  const image = trueOf(block.image, changes, isLittleEndian);
  const exif = trueOf(block.exif, changes, isLittleEndian);
  const says = (tag: number) => image.some((entry) => entry.tag === tag);
  const added = [
    ...(changes.orientation !== 1 && !says(tags.orientation)
      ? [shortEntry(tags.orientation, changes.orientation, isLittleEndian)]
      : []),
    ...(density && !says(tags.densityX) ? densityEntries(density, isLittleEndian) : []),
  ];
  const interop = changes.sameColours ? block.interop : [];
  return writeExif({ isLittleEndian, image: [...image, ...added], exif, gps: place, interop });
}

/** A directory's entries without those that no longer hold, and with the result's numbers in the others. */
function trueOf(
  entries: readonly ExifEntry[],
  changes: Changes,
  isLittleEndian: boolean,
): ExifEntry[] {
  return entries
    .filter(({ tag }) => isKept(tag, changes))
    .map((entry) => {
      const size = sizeTags[entry.tag];
      if (size) {
        return longEntry(entry.tag, changes[size], isLittleEndian);
      }
      return entry.tag === tags.orientation
        ? shortEntry(entry.tag, changes.orientation, isLittleEndian)
        : turned(entry, changes);
    });
}

const otherSide: Readonly<Record<number, number>> = {
  [tags.densityX]: tags.densityY,
  [tags.densityY]: tags.densityX,
};

/** What was so across is so down now. */
const turned = (entry: ExifEntry, { swapsSides }: Changes): ExifEntry =>
  swapsSides ? { ...entry, tag: otherSide[entry.tag] ?? entry.tag } : entry;

/** Makers' notes may tell the place too, in words of their own. */
const isKept = (tag: number, { gps, sameColours }: Changes): boolean =>
  !staleTags.has(tag) &&
  (sameColours || !colourTags.has(tag)) &&
  (gps === "keep" || tag !== makerNote);

/** The density that a block gives; on an inch, unless it says otherwise. */
export function densityIn(source: Uint8Array | undefined): Density | undefined {
  const block = source && readExif(source);
  const number = (wanted: number): number | undefined => {
    const entry = block?.image.find(({ tag }) => tag === wanted);
    return entry && numberIn(entry, block?.isLittleEndian === true);
  };
  const [x = 0, y = 0] = [number(tags.densityX), number(tags.densityY)];
  const unit = number(tags.densityUnit);
  const isSane = Number.isFinite(x) && Number.isFinite(y) && x > 0 && y > 0 && unit !== 1;
  return isSane ? { unit: unit === 3 ? "centimetre" : "inch", x, y } : undefined;
}

function densityEntries(density: Density, isLittleEndian: boolean): ExifEntry[] {
  const { unit, x, y } = density.unit === "metre" ? inUnit(density, "inch") : density;
  const number = unit === "inch" ? 2 : unit === "centimetre" ? 3 : 1;
  return [
    rationalEntry(tags.densityX, x, isLittleEndian),
    rationalEntry(tags.densityY, y, isLittleEndian),
    shortEntry(tags.densityUnit, number, isLittleEndian),
  ];
}

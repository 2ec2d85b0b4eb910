import type { Raster } from "./raster.ts";

/** Levels of 255 that a lossy compression may make of black. */
const blackest = 8;

/** Levels that a source must have somewhere for a black result to be none of it. */
const clearlySeen = 32;

/** Whether no visible pixel has a sample above `level`. */
function isWithin({ data }: Raster, level: number): boolean {
  for (let offset = 0; offset < data.length; offset += 4) {
    const isSeen = (data[offset + 3] ?? 0) > 0;
    if (
      isSeen &&
      Math.max(data[offset] ?? 0, data[offset + 1] ?? 0, data[offset + 2] ?? 0) > level
    ) {
      return false;
    }
  }
  return true;
}

/** All of a picture is black, up to what compression makes of it. */
export const isBlack = (picture: Raster): boolean => isWithin(picture, blackest);

/** A picture so dark that a black result may be right. */
export const mayBecomeBlack = (source: Raster): boolean => isWithin(source, clearlySeen);

/**
 * Whether a file of so many bytes can be all black: that is compressed to next to nothing, in any format. Spares
 * most results a decoder. A profile may stand in the file.
 */
export const canBeBlack = (byteLength: number, pixels: number): boolean =>
  byteLength <= 65_536 + pixels / 16;

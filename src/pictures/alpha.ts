import { fillFrom, halved, halvedColours } from "./colourPyramid.ts";
import type { Colours } from "./colourPyramid.ts";
import type { Raster } from "./raster.ts";

/** From this alpha up a pixel keeps its colour when colours are spread; below, its colour is the less certain the fainter it is. */
export const certainAlpha = 16;

/** Every pixel has alpha 255. */
export function isOpaque({ data }: Raster): boolean {
  for (let offset = 3; offset < data.length; offset += 4) {
    if (data[offset] !== 255) {
      return false;
    }
  }
  return true;
}

/** What the alpha channel holds: all 255, all 0, or anything else. */
export function alphaOf(raster: Raster): "opaque" | "transparent" | "mixed" {
  const { data } = raster;
  for (let offset = 3; offset < data.length; offset += 4) {
    if (data[offset] !== data[3]) {
      return "mixed";
    }
  }
  if (data[3] === 255) {
    return "opaque";
  }
  return data[3] === 0 ? "transparent" : "mixed";
}

/**
 * Spreads the colours of visible pixels smoothly under the transparent ones, in place, so that no
 * halo appears when colour and alpha are enlarged apart; returns the raster. Alpha stays, and so
 * does the colour of every pixel with an alpha of at least `certainAlpha`; over any ground the
 * picture changes by at most 4 levels. A picture without visible pixels is left alone.
 * Takes linear time and a third of the picture's memory.
 */
export function bleed(raster: Raster): Raster {
  const visibility = alphaOf(raster);
  if (visibility === "opaque" || visibility === "transparent") {
    return raster;
  }
  const levels: Colours[] = [halvedColours(raster, certainAlpha)];
  for (let level = levels[0]; level && level.width * level.height > 1; level = levels.at(-1)) {
    levels.push(halved(level));
  }
  let coarser = levels.pop();
  for (let level = levels.pop(); coarser && level; level = levels.pop()) {
    fillFrom(coarser, level, 1);
    coarser = level;
  }
  if (coarser) {
    fillFrom(coarser, raster, 255 / certainAlpha);
  }
  return raster;
}

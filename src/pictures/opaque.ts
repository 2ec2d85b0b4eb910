import { alphaOf, bleed } from "./alpha.ts";
import type { Raster } from "./raster.ts";

/**
 * The opaque picture that a transparent one becomes for a model that knows no alpha, in place: its colours
 * spread under what is transparent, so that no edge is drawn where nothing was. Of what nobody sees nothing
 * is left: where there is nothing else, it is black.
 */
export function madeOpaque(raster: Raster): Raster {
  const alpha = alphaOf(raster);
  if (alpha === "opaque") {
    return raster;
  }
  const { data } = bleed(raster);
  if (alpha === "transparent") {
    data.fill(0);
  }
  for (let offset = 3; offset < data.length; offset += 4) {
    data[offset] = 255;
  }
  return raster;
}

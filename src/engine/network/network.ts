import type { Raster, Region } from "../../pictures/raster.ts";

/** Which network, by what it is for: a quick look, the rule, and lossy sources. */
export type NetworkName = "fast" | "standard" | "standard-denoise";

/** Doubles regions of a picture. Not reentrant; its memory is bounded by `largestSide`. */
export interface Network {
  /** Pixels around a region that its result depends on. */
  readonly context: number;
  /** The largest width or height of a region, px. Its results cost the least for each pixel. */
  readonly largestSide: number;
  /**
   * Doubles `region`, which lies inside `window` and is counted in its coordinates. `window` is the
   * region grown by `context` on every side, cut off at the picture's edges; there the edge's pixels
   * are repeated. Alpha is ignored. Returns an opaque picture twice as wide and high as the region;
   * it is the caller's. However a picture is cut into regions, a sample differs by one level at most.
   */
  double(window: Raster, region: Region): Raster;
}

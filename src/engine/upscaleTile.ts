import { resample } from "../pictures/resample.ts";
import type { Raster, Region, Size } from "../pictures/raster.ts";
import type { Network, NetworkName } from "./network/network.ts";

/** A tile's work, with the pixels it needs. */
export interface TileTask {
  readonly network: NetworkName;
  /** The source's pixels of the tile's window. */
  readonly window: Raster;
  /** What is doubled, in the source and in `window`. */
  readonly region: Region;
  readonly inWindow: Region;
  readonly source: Size;
  /** The whole output, and the part of it that is made. */
  readonly size: Size;
  readonly output: Region;
}

/** Whether a network's own output is what is wanted. */
export const isDoubled = (source: Size, size: Size): boolean =>
  size.width === 2 * source.width && size.height === 2 * source.height;

/** Makes the pixels of one tile of an opaque picture. */
export function upscaleTile(network: Network, task: Omit<TileTask, "network">): Raster {
  const { window, inWindow, region, source, size, output } = task;
  const doubled = network.double(window, inWindow);
  if (isDoubled(source, size)) {
    return doubled;
  }
  const full = { width: 2 * source.width, height: 2 * source.height };
  return resample(doubled, { x: 2 * region.x, y: 2 * region.y }, full, size, output);
}

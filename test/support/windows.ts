import type { Network } from "../../src/engine/network/network.ts";
import type { Raster, Region } from "../../src/pictures/raster.ts";

/** Doubles a region of a picture with just the window around it that a network asks for. */
export function doubledRegion(network: Network, picture: Raster, region: Region): Raster {
  const { context } = network;
  const [x, y] = [Math.max(0, region.x - context), Math.max(0, region.y - context)];
  const right = Math.min(picture.width, region.x + region.width + context);
  const bottom = Math.min(picture.height, region.y + region.height + context);
  const window = part(picture, { x, y, width: right - x, height: bottom - y });
  return network.double(window, { ...region, x: region.x - x, y: region.y - y });
}

/** Doubles a whole picture in regions of `side` at most. */
export function doubledWhole(
  network: Network,
  picture: Raster,
  side = network.largestSide,
): Raster {
  const { width, height } = picture;
  const data = new Uint8ClampedArray(width * height * 16);
  for (let y = 0; y < height; y += side) {
    for (let x = 0; x < width; x += side) {
      const size = { width: Math.min(side, width - x), height: Math.min(side, height - y) };
      const piece = doubledRegion(network, picture, { x, y, ...size });
      for (let row = 0; row < piece.height; row++) {
        const from = piece.data.subarray(row * piece.width * 4, (row + 1) * piece.width * 4);
        data.set(from, ((2 * y + row) * 2 * width + 2 * x) * 4);
      }
    }
  }
  return { width: 2 * width, height: 2 * height, data };
}

/** A part of a picture. */
export function part({ width, data }: Raster, region: Region): Raster {
  const out = new Uint8ClampedArray(region.width * region.height * 4);
  for (let row = 0; row < region.height; row++) {
    const from = ((region.y + row) * width + region.x) * 4;
    out.set(data.subarray(from, from + region.width * 4), row * region.width * 4);
  }
  return { width: region.width, height: region.height, data: out };
}

import type { Raster } from "./raster.ts";

/** Pixels around visible ones whose colours still count: who enlarges or rotates a picture mixes them in. */
const reach = 2;

/**
 * Gives pixels that nobody can see the colour of the one before them, in place: a model draws texture there, and
 * a file should not store it. Alpha stays, and so do colours up to two pixels around what is visible.
 */
export function quiet(raster: Raster): Raster {
  const { width, height, data } = raster;
  const pixels = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const near = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    markVisible(raster, y, near);
    let last = pixels.getUint32(4 * width * Math.max(0, y - 1));
    for (let x = 0; x < width; x++) {
      const offset = 4 * (y * width + x);
      if (isNear(near, x)) {
        last = pixels.getUint32(offset);
      } else {
        // Nothing beside or above it is visible, so this is a colour with an alpha of 0.
        pixels.setUint32(offset, last);
      }
    }
  }
  return raster;
}

/** Marks the columns that have a visible pixel within `reach` rows of `y`. */
function markVisible({ width, height, data }: Raster, y: number, near: Uint8Array): void {
  near.fill(0);
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    let offset = 4 * row * width + 3;
    for (let x = 0; x < width; x++) {
      near[x] = (near[x] ?? 0) | (data[offset] ?? 0);
      offset += 4;
    }
  }
}

function isNear(near: Uint8Array, x: number): boolean {
  for (let column = x - reach; column <= x + reach; column++) {
    if ((near[column] ?? 0) > 0) {
      return true;
    }
  }
  return false;
}

import type { Raster } from "./raster.ts";

/** How the stored picture lies: mirrored left to right first where the numbers say so, then turned. */
interface Placement {
  /** The stored rows stand as columns. */
  readonly isTransposed: boolean;
  /** The upright picture begins at the stored right edge. */
  readonly fromRight: boolean;
  /** The upright picture begins at the stored bottom. */
  readonly fromBottom: boolean;
}

const placement = (isTransposed: boolean, fromRight: boolean, fromBottom: boolean): Placement => ({
  isTransposed,
  fromRight,
  fromBottom,
});

/** Exif 2.32, 4.6.4: which stored edges are the upright picture's top and left. */
const placements: Record<number, Placement> = {
  2: placement(false, true, false),
  3: placement(false, true, true),
  4: placement(false, false, true),
  5: placement(true, false, false),
  6: placement(true, false, true),
  7: placement(true, true, true),
  8: placement(true, true, false),
};

/** The picture as people see it, from one stored with an EXIF orientation of 1..8; orientation 1 (and any other number) gives the raster itself. */
export function orient(stored: Raster, orientation: number): Raster {
  const place = placements[orientation];
  if (!place) {
    return stored;
  }
  const { width, height } = stored;
  const upright = place.isTransposed ? { width: height, height: width } : { width, height };
  const data = new Uint8ClampedArray(stored.data.length);
  move(pixelsOf(stored), new Uint32Array(data.buffer), stored, place);
  return { ...upright, data };
}

/** One number for each pixel; a copy where the bytes are not aligned for that. */
function pixelsOf({ data }: Raster): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

/** Goes through the picture in squares, so that both the rows and the columns of one stay in the cache. */
function move(
  from: Uint32Array,
  to: Uint32Array,
  size: { readonly width: number; readonly height: number },
  place: Placement,
): void {
  const side = 64;
  for (let top = 0; top < size.height; top += side) {
    const bottom = Math.min(top + side, size.height);
    for (let left = 0; left < size.width; left += side) {
      const right = Math.min(left + side, size.width);
      moveSquare(from, to, size, place, { top, bottom, left, right });
    }
  }
}

interface Square {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function moveSquare(
  from: Uint32Array,
  to: Uint32Array,
  { width, height }: { readonly width: number; readonly height: number },
  { isTransposed, fromRight, fromBottom }: Placement,
  { top, bottom, left, right }: Square,
): void {
  for (let y = top; y < bottom; y++) {
    const row = fromBottom ? height - 1 - y : y;
    const column = fromRight ? width - 1 - left : left;
    let target = isTransposed ? column * height + row : row * width + column;
    const step = (isTransposed ? height : 1) * (fromRight ? -1 : 1);
    for (let x = left; x < right; x++) {
      to[target] = from[y * width + x] ?? 0;
      target += step;
    }
  }
}

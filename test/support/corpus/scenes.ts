import type { Raster } from "../../../src/pictures/raster.ts";
import { drawn } from "../rasters.ts";
import type { Rgba } from "../rasters.ts";

const nothing: Rgba = [0, 0, 0, 0];

/** The part of a pixel, 0..1, that a shape covers: sixteen looks. */
function coverage(x: number, y: number, isInside: (x: number, y: number) => boolean): number {
  let inside = 0;
  for (let look = 0; look < 16; look++) {
    inside += isInside(x + ((look % 4) + 0.5) / 4, y + (Math.floor(look / 4) + 0.5) / 4) ? 1 : 0;
  }
  return inside / 16;
}

const isInRing = (x: number, y: number): boolean => {
  const distance = Math.hypot(x - 16, y - 16);
  return distance < 14 && distance > 5;
};

/** A ring with smooth edges over transparent black, as icons are exported: 32 × 32. */
export const icon: Raster = drawn(32, 32, (x, y) => {
  const alpha = Math.round(255 * coverage(x, y, isInRing));
  return alpha === 0 ? nothing : [230, 90, 40, alpha];
});

/** The same ring with every pixel either there or not. */
export const mask: Raster = drawn(32, 32, (x, y) =>
  isInRing(x + 0.5, y + 0.5) ? [40, 160, 90, 255] : nothing,
);

const spriteRows = [
  "....kkkkkk..............kkkk....",
  "...kyyyyyyk............krrrrk...",
  "..kyywyywyyk..........krrwrrrk..",
  "..kyykyykyyk..........krrrrrrk..",
  "..kyyyyyyyyk..........krrrrrrk..",
  "..kyyykkyyyk..........kkkkkkkk..",
  "...kyyyyyyk...........kwwkkwwk..",
  "....kkkkkk.............kwwwwk...",
  "...kbbbbbbk.............kwwk....",
  "..kbbbbbbbbk............kwwk....",
  ".kbkbbbbbbkbk...........kwwk....",
  ".kbkbbbbbbkbk..........kwwwwk...",
  "..k.kbbbbk.k...........kkkkkk...",
  "....kbkkbk......................",
  "...kkk..kkk.....................",
  "................................",
];

/** The colours of `sprite`, transparent first. */
export const spriteColours: readonly Rgba[] = [
  nothing,
  [20, 16, 28, 255],
  [250, 210, 60, 255],
  [255, 255, 255, 255],
  [210, 50, 60, 255],
  [60, 100, 220, 255],
];

/** The number of a sprite's colour at a place. */
export const spriteIndex = (x: number, y: number): number =>
  ".kywrb".indexOf(spriteRows[y]?.[x] ?? ".");

/** Pixel art with hard edges: 32 × 16. */
export const sprite: Raster = drawn(32, 16, (x, y) => spriteColours[spriteIndex(x, y)] ?? nothing);

const isOnPlate = (x: number, y: number): boolean => x >= 8 && x < 34 && y >= 6 && y < 22;

/** A plate whose soft shadow fades into nothing: 48 × 32. */
export const logo: Raster = drawn(48, 32, (x, y) => {
  if (isOnPlate(x, y)) {
    return [250, 250, 255, 255];
  }
  const beyondX = Math.max(12 - x, x - 37, 0);
  const beyondY = Math.max(10 - y, y - 25, 0);
  const alpha = Math.round(150 * Math.exp(-(beyondX ** 2 + beyondY ** 2) / 18));
  return [0, 0, 0, alpha];
});

/** What `photo` is made of: the light at a place, 0..1, with some grain. */
export const light = (x: number, y: number): number => {
  const grain = (((x * 7919 + y * 104_729) % 97) / 97 - 0.5) * 0.06;
  return 0.5 + 0.35 * Math.sin(x / 7) * Math.cos(y / 6) + grain;
};

const level = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));

/** Soft shapes with grain, unlike itself from every side: 48 × 32. */
export const photo: Raster = drawn(48, 32, (x, y) => {
  const value = light(x, y);
  return [level(value * 0.9 + x / 160), level(value * 0.8), level(0.9 - value * 0.5 + y / 99), 255];
});

/** Six colours that every profile here can show, as numbers of that profile. */
export const patchColours: readonly Rgba[] = [
  [200, 90, 80, 255],
  [90, 170, 100, 255],
  [80, 110, 190, 255],
  [128, 128, 128, 255],
  [235, 225, 200, 255],
  [40, 44, 60, 255],
];

/** The number of a patch's colour at a place. */
export const patchIndex = (x: number, y: number): number =>
  Math.floor(x / 16) + 3 * Math.floor(y / 16);

/** Six flat patches of 16 × 16: 48 × 32. */
export const patches: Raster = drawn(48, 32, (x, y) => patchColours[patchIndex(x, y)] ?? nothing);

/** A raster as it is stored under an EXIF orientation of 1..8, so that a viewer shows it upright again. */
export function storedAs({ width, height, data }: Raster, orientation: number): Raster {
  const isSideways = orientation >= 5;
  const pixel = (x: number, y: number): Rgba => {
    const at = 4 * (y * width + x);
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
    return [red, green, blue, alpha];
  };
  const [right, bottom] = [width - 1, height - 1];
  const places: Record<number, (x: number, y: number) => Rgba> = {
    1: (x, y) => pixel(x, y),
    2: (x, y) => pixel(right - x, y),
    3: (x, y) => pixel(right - x, bottom - y),
    4: (x, y) => pixel(x, bottom - y),
    5: (x, y) => pixel(y, x),
    6: (x, y) => pixel(right - y, x),
    7: (x, y) => pixel(right - y, bottom - x),
    8: (x, y) => pixel(y, bottom - x),
  };
  return drawn(isSideways ? height : width, isSideways ? width : height, (x, y) =>
    (places[orientation] ?? pixel)(x, y),
  );
}

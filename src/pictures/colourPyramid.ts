import type { Raster, Size } from "./raster.ts";

/*
 * Push and pull (Gortler and others, The Lumigraph, 1996): colours are averaged into smaller and
 * smaller pictures, and what has no colour takes it from the next smaller one.
 */

/** Colours as RGB with their certainty, 0..255, in place of alpha. */
export interface Colours extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Half of a picture on both sides: colours weighted by their alpha, certain where one pixel has `certainAlpha` or a few together do. */
export const halvedColours = (raster: Raster, certainAlpha: number): Colours =>
  halve(raster, 255 / certainAlpha);

/** Half of the colours on both sides, weighted by their certainty. */
export const halved = (colours: Colours): Colours => halve(colours, 1);

function halve(from: Colours, gain: number): Colours {
  const width = Math.ceil(from.width / 2);
  const height = Math.ceil(from.height / 2);
  const data = new Uint8ClampedArray(width * height * 4);
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      average(from, 2 * x, 2 * y, gain, data, target);
      target += 4;
    }
  }
  return { width, height, data };
}

/** Writes the mean of the two by two pixels at a place, as many as lie inside. */
function average(
  { width, height, data }: Colours,
  x: number,
  y: number,
  gain: number,
  into: Uint8ClampedArray,
  target: number,
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  let sum = 0;
  const right = Math.min(x + 2, width);
  const bottom = Math.min(y + 2, height);
  for (let row = y; row < bottom; row++) {
    for (let column = x; column < right; column++) {
      const offset = (row * width + column) * 4;
      const weight = data[offset + 3] ?? 0;
      red += weight * (data[offset] ?? 0);
      green += weight * (data[offset + 1] ?? 0);
      blue += weight * (data[offset + 2] ?? 0);
      sum += weight;
    }
  }
  if (sum > 0) {
    into[target] = red / sum;
    into[target + 1] = green / sum;
    into[target + 2] = blue / sum;
    // What is seen at all counts, however faint: rounded to nothing it would leave its place without a colour.
    into[target + 3] = Math.max(1, sum * gain);
  }
}

/**
 * Gives uncertain colours those of the next coarser level, smoothly (bilinear), by as much as they
 * are uncertain. `gain` makes a certainty of what stands in place of it; that itself stays.
 */
export function fillFrom(coarser: Colours, colours: Colours, gain: number): void {
  const { width, height, data } = colours;
  for (let y = 0; y < height; y++) {
    const near = (y >> 1) * coarser.width;
    const far = neighbour(y, coarser.height) * coarser.width;
    for (let x = 0; x < width; x++) {
      const offset = (y * width + x) * 4;
      const certainty = ((data[offset + 3] ?? 0) * gain) / 255;
      if (certainty < 1) {
        const left = x >> 1;
        const right = neighbour(x, coarser.width);
        for (let channel = 0; channel < 3; channel++) {
          const nearest = coarser.data[(near + left) * 4 + channel] ?? 0;
          const beside = coarser.data[(near + right) * 4 + channel] ?? 0;
          const above = coarser.data[(far + left) * 4 + channel] ?? 0;
          const across = coarser.data[(far + right) * 4 + channel] ?? 0;
          const filling = (9 * nearest + 3 * (beside + above) + across) / 16;
          const own = data[offset + channel] ?? 0;
          data[offset + channel] = filling + certainty * (own - filling);
        }
      }
    }
  }
}

/** The second nearest coarser row (or column) of a finer one; at the edge the nearest again. */
const neighbour = (fine: number, count: number): number => {
  const beside = (fine >> 1) + (fine % 2 === 0 ? -1 : 1);
  return beside < 0 || beside >= count ? fine >> 1 : beside;
};

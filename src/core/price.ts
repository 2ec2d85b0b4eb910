/**
 * What a megapixel of the result costs at fal.ai: the list price, in one place, with the day it was read.
 * Source: fal's llms.txt of the model. fal's own page has today's.
 */
export const listPrice = { dollarsPerMegapixel: 0.03, date: "2026-11" } as const;

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Megapixels of a picture of `size` at `scale`. */
export const outputMegapixels = ({ width, height }: PixelSize, scale: number): number =>
  (Math.round(width * scale) * Math.round(height * scale)) / 1e6;

/** Dollars that so many megapixels cost at list price. */
export const estimatedCost = (megapixels: number): number =>
  megapixels * listPrice.dollarsPerMegapixel;

import type { PixelSize } from "./targetSize.ts";

/** What a megapixel of a result costs at fal.ai. */
export interface Price {
  readonly dollarsPerMegapixel: number;
  /** `list`: what fal's page says to everybody; `account`: what fal told the owner of the key. */
  readonly origin: "list" | "account";
  /** When it was read: `2026-11` or `2026-11-29`. */
  readonly date: string;
}

/**
 * The list price, in one place, with the month it was read. Source: fal's llms.txt of the model. fal's own
 * page has today's.
 */
export const listPrice: Price = { dollarsPerMegapixel: 0.03, origin: "list", date: "2026-11" };

/** Megapixels of a picture of `size` at `scale`. */
export const outputMegapixels = ({ width, height }: PixelSize, scale: number): number =>
  (Math.round(width * scale) * Math.round(height * scale)) / 1e6;

/** Dollars that so many megapixels are expected to cost. */
export const estimatedCost = (megapixels: number, price: Price): number =>
  megapixels * price.dollarsPerMegapixel;

import { numberRanges } from "./options.ts";

/** Pixels of a picture as people see it. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How large a result is to be: so many times larger, or whatever makes it measure that much. */
export type TargetSize =
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "width" | "height"; readonly pixels: number }
  | { readonly kind: "megapixels"; readonly megapixels: number };

/**
 * How many times wider a result of `source` must be. Exact, so that a side that was asked for is met to the
 * pixel, and not limited to what a model takes.
 */
export function scaleFor(target: TargetSize, source: PixelSize): number {
  switch (target.kind) {
    case "factor":
      return target.factor;
    case "width":
      return target.pixels / source.width;
    case "height":
      return target.pixels / source.height;
    case "megapixels":
      return Math.sqrt((target.megapixels * 1e6) / (source.width * source.height));
  }
}

/**
 * As `scaleFor`, but no more than models take; undefined where `source` measures that much already, as no
 * model makes a picture smaller.
 */
export function askedScale(target: TargetSize, source: PixelSize): number | undefined {
  const scale = scaleFor(target, source);
  const { minimum, maximum } = numberRanges.scale;
  return target.kind !== "factor" && scale <= minimum ? undefined : Math.min(scale, maximum);
}

/** The pixels of a result of `source` at `scale`. */
export const outputSize = ({ width, height }: PixelSize, scale: number): PixelSize => ({
  width: Math.round(width * scale),
  height: Math.round(height * scale),
});

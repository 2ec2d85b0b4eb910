import type { Model } from "./model.ts";
import { outputMegapixels } from "./price.ts";
import { largestScale } from "./sizeLimits.ts";
import type { SizedSource } from "./sizeLimits.ts";
import { askedScale, outputSize, scaleFor } from "./targetSize.ts";
import type { PixelSize, TargetSize } from "./targetSize.ts";

/** A source as far as it is known: nothing at all of one that is somewhere else. */
export type KnownSource = { readonly [Name in keyof SizedSource]?: SizedSource[Name] | undefined };

/** What some images would become, before anything is done. */
export interface Forecast {
  /** How many are upscaled at all. */
  readonly count: number;
  /** The factor that they get; undefined where they differ. */
  readonly scale: number | undefined;
  /** The pixels of the results; undefined where they differ or are not known. */
  readonly size: PixelSize | undefined;
  /** Of all results together; undefined where one is not known. */
  readonly megapixels: number | undefined;
  /** Images that get the largest factor that works, which is less than was asked for. */
  readonly limited: number;
  /** Images that are left out: they measure already what was asked for. */
  readonly largeEnough: number;
  /** Images that the model takes at no factor. */
  readonly refused: number;
}

/** Whether the size of `source` is known. */
export const isSized = (source: KnownSource): source is SizedSource =>
  [source.width, source.height, source.byteLength, source.format].every(
    (fact) => fact !== undefined,
  );

interface Result {
  readonly scale: number | undefined;
  readonly size?: PixelSize;
  readonly megapixels?: number;
  readonly isLimited?: boolean;
}

/** What `images` become at `target` by `model`. */
export function forecast(
  images: readonly KnownSource[],
  target: TargetSize,
  model: Model,
): Forecast {
  const all = images.map((image) => resultOf(image, target, model));
  const results = all.filter((result) => typeof result === "object");
  return {
    count: results.length,
    scale: onlyOne(results.map(({ scale }) => scale)),
    size: onlyOne(
      results.map(({ size }) => size),
      (size) => size && `${size.width} × ${size.height}`,
    ),
    megapixels: results.reduce(
      (sum: number | undefined, { megapixels }) =>
        sum === undefined || megapixels === undefined ? undefined : sum + megapixels,
      0,
    ),
    limited: results.filter(({ isLimited }) => isLimited).length,
    largeEnough: all.filter((result) => result === "largeEnough").length,
    refused: all.filter((result) => result === "refused").length,
  };
}

function resultOf(
  image: KnownSource,
  target: TargetSize,
  model: Model,
): Result | "largeEnough" | "refused" {
  if (!isSized(image)) {
    return { scale: target.kind === "factor" ? target.factor : undefined };
  }
  const largest = largestScale(image, model);
  const asked = askedScale(target, image);
  if (largest === undefined || asked === undefined) {
    return largest === undefined ? "refused" : "largeEnough";
  }
  const scale = Math.min(asked, largest);
  return {
    scale,
    size: outputSize(image, scale),
    megapixels: outputMegapixels(image, scale),
    isLimited: scaleFor(target, image) > scale,
  };
}

/** The value that all have, told apart by `key`. */
const onlyOne = <T>(values: readonly T[], key = (value: T): unknown => value): T | undefined =>
  new Set(values.map(key)).size === 1 ? values[0] : undefined;

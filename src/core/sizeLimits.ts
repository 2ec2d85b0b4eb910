import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import type { Model } from "./model.ts";
import { numberRanges } from "./options.ts";
import type { UpscaleOptions } from "./options.ts";
import { outputSize } from "./targetSize.ts";
import type { PixelSize } from "./targetSize.ts";

/** What decides whether a model can take a source. */
export interface SizedSource extends PixelSize {
  readonly format: EncodedImage["format"];
  /** Of the file. */
  readonly byteLength: number;
}

/** fal's own tool kit refuses to download larger pictures (fal-ai/fal, toolkit/image). */
export const mostSourceBytes = 50 * 1024 * 1024;

/**
 * Far beyond what the model takes: its author sees outputs above about 36 megapixels time out
 * (philz1337x/clarity-upscaler#37), fal's own limit is not documented, so only the hopeless is refused here.
 */
const mostOutputPixels = 100_000_000;

/** What a picture of this size needs in memory on its way, about a gigabyte, is as much as an editor may take. */
const mostPixelsHere = 120_000_000;

/** Pixels on a side: what the format's fields hold, for JPEG what libjpeg takes (65,500 of 65,535). */
export const sideLimits: Readonly<Record<EncodedImage["format"], number>> = {
  png: 2 ** 31 - 1,
  jpeg: 65_500,
  webp: 16_383,
};

/** Throws `tooLarge` for a source, or a result, that the model cannot take. */
export function checkSize(source: EncodedImage, { model, scale }: UpscaleOptions): void {
  const problem = sizeProblem({ ...source, byteLength: source.bytes.length }, model, scale);
  if (problem) {
    throw new UpscaleError("tooLarge", problem);
  }
}

/**
 * The largest factor up to 4, in hundredths, that `checkSize` accepts for `source`; undefined where there is
 * none, be it for the source itself.
 */
export function largestScale(source: SizedSource, model: Model): number | undefined {
  const fits = (hundredths: number) => !sizeProblem(source, model, hundredths / 100);
  let [low, high] = [numberRanges.scale.minimum * 100, numberRanges.scale.maximum * 100];
  if (!fits(low)) {
    return undefined;
  }
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = fits(middle) ? [middle, high] : [low, middle - 1];
  }
  return low / 100;
}

/** What is too large, and how large it is. */
interface SizeProblem {
  readonly subject: "source" | "output" | "scale";
  readonly detail: string;
}

function sizeProblem(source: SizedSource, model: Model, scale: number): SizeProblem | undefined {
  const output = outputSize(source, scale);
  if (model === "clarity") {
    return problemForCloud(source, output);
  }
  const isTooLarge =
    output.width * output.height > mostPixelsHere ||
    Math.max(output.width, output.height) > sideLimits[source.format];
  return isTooLarge ? { subject: "scale", detail: sizeText(output) } : undefined;
}

const sizeText = ({ width, height }: PixelSize): string => `${width} × ${height}`;

function problemForCloud(source: SizedSource, output: PixelSize): SizeProblem | undefined {
  if (source.byteLength > mostSourceBytes) {
    const megabytes = (source.byteLength / 1024 / 1024).toFixed(0);
    return { subject: "source", detail: `${megabytes} MB > 50 MB` };
  }
  return output.width * output.height > mostOutputPixels
    ? { subject: "output", detail: sizeText(output) }
    : undefined;
}

/** How far the model may round a side of its result: it works in blocks of 8 pixels before scaling. */
const slack = (side: number, scale: number): number => Math.max(8 * scale, side * 0.02);

/** Whether `result` is as large as `source` at `scale` must become, give or take the model's rounding. */
export function isExpectedSize(source: PixelSize, result: PixelSize, scale: number): boolean {
  const fits = (before: number, after: number) =>
    Math.abs(before * scale - after) <= slack(before * scale, scale);
  return fits(source.width, result.width) && fits(source.height, result.height);
}

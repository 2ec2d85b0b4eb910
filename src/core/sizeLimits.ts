import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";

type PixelSize = Pick<EncodedImage, "width" | "height">;

/** fal's own tool kit refuses to download larger pictures (fal-ai/fal, toolkit/image). */
const mostSourceBytes = 50 * 1024 * 1024;

/**
 * Far beyond what the model takes: its author sees outputs above about 36 megapixels time out
 * (philz1337x/clarity-upscaler#37), fal's own limit is not documented, so only the hopeless is refused here.
 */
const mostOutputPixels = 100_000_000;

/** Throws `tooLarge` for a source, or a result, that the model cannot take. */
export function checkSize(source: EncodedImage, scale: number): void {
  if (source.bytes.length > mostSourceBytes) {
    const megabytes = (source.bytes.length / 1024 / 1024).toFixed(0);
    throw new UpscaleError("tooLarge", { subject: "source", detail: `${megabytes} MB > 50 MB` });
  }
  const width = Math.round(source.width * scale);
  const height = Math.round(source.height * scale);
  if (width * height > mostOutputPixels) {
    throw new UpscaleError("tooLarge", { subject: "output", detail: `${width} × ${height}` });
  }
}

/** How far the model may round a side of its result: it works in blocks of 8 pixels before scaling. */
const slack = (side: number, scale: number): number => Math.max(8 * scale, side * 0.02);

/** Whether `result` is as large as `source` at `scale` must become, give or take the model's rounding. */
export function isExpectedSize(source: PixelSize, result: PixelSize, scale: number): boolean {
  const fits = (before: number, after: number) =>
    Math.abs(before * scale - after) <= slack(before * scale, scale);
  return fits(source.width, result.width) && fits(source.height, result.height);
}

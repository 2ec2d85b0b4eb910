import { encodedImage } from "../../core/encodedImage.ts";
import type { EncodedImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { FalOutput } from "./endpoint.ts";
import { fetchBytes } from "./fetchBytes.ts";
import type { FetchOptions } from "./fetchBytes.ts";
import { retrying } from "./retrying.ts";
import type { Timing } from "./timing.ts";

export interface DownloadOptions extends FetchOptions {
  readonly timing: Timing;
}

/** More than any result has: 100 megapixels without any compression. */
const mostBytes = 400 * 1024 * 1024;
/** Refused before anybody decodes it. */
const mostPixels = 500_000_000;

/**
 * Fetches a result, without the key, and checks it: whole, and an image. How long fal says that it is may be
 * wrong, and it is paid for: that is for the user to judge.
 */
export async function downloadImage(
  { url }: Pick<FalOutput, "url">,
  options: DownloadOptions,
): Promise<EncodedImage> {
  const fetchOnce = () => fetchBytes(url, mostBytes, options);
  const image = encodedImage(await retrying(fetchOnce, options.timing, options.signal));
  if ("problem" in image) {
    throw new UpscaleError("damagedResult", { subject: image.problem, detail: image.detected });
  }
  if (image.width * image.height > mostPixels) {
    throw new UpscaleError("damagedResult", { subject: "tooManyPixels" });
  }
  return image;
}

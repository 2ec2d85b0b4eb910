import type { FollowMeans } from "../../core/backend.ts";
import type { NotAnImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import { discard } from "../../core/resultImage.ts";
import type { ResultImage } from "../../core/resultImage.ts";
import type { FalOutput } from "./endpoint.ts";
import { fetchInto } from "./fetchBytes.ts";
import type { FetchOptions } from "./fetchBytes.ts";
import { receiverFor } from "./receiver.ts";
import { retrying } from "./retrying.ts";
import type { Timing } from "./timing.ts";

export interface DownloadOptions extends FetchOptions, Pick<FollowMeans, "begin"> {
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
): Promise<ResultImage> {
  const image = await fetchImage(url, options);
  if ("problem" in image) {
    throw new UpscaleError("damagedResult", { subject: image.problem, detail: image.detected });
  }
  if (image.width * image.height > mostPixels) {
    await discard(image);
    throw new UpscaleError("damagedResult", { subject: "tooManyPixels" });
  }
  return image;
}

/** What lies at `url`. One that arrives at the moment when it is taken back leaves nothing behind. */
async function fetchImage(url: URL, options: DownloadOptions): Promise<ResultImage | NotAnImage> {
  let arrived: ResultImage | NotAnImage | undefined;
  const fetchOnce = async () => {
    arrived = await fetchInto(url, mostBytes, options, receiverFor(mostBytes, options.begin));
    return arrived;
  };
  try {
    return await retrying(fetchOnce, options.timing, options.signal);
  } catch (error) {
    if (arrived && "file" in arrived) {
      await discard(arrived);
    }
    throw error;
  }
}

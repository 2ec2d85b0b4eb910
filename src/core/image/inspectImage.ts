import type { ImageInfo, ImageInspection } from "./inspection.ts";
import { refused } from "./inspection.ts";
import { inspectJpeg, isJpeg } from "./jpeg.ts";
import { detectOther } from "./otherFormats.ts";
import { inspectPng, isPng } from "./png.ts";
import { inspectWebp, isWebp } from "./webp.ts";

export type { ImageInfo, ImageInspection, ImageProblem } from "./inspection.ts";

/**
 * Looks at the bytes of a file, a source before anything is paid for or a result before it is kept.
 * Says what picture they are, or why they are none that can be upscaled. Takes time linear in the
 * length and never throws, whatever the bytes are. Pixels are not decoded, so a picture that is
 * whole by its format's own structure (and checksums, in PNG) passes.
 */
export function inspectImage(bytes: Uint8Array): ImageInspection {
  if (bytes.length === 0) {
    return refused("empty");
  }
  if (isPng(bytes)) {
    return inspectPng(bytes);
  }
  if (isJpeg(bytes)) {
    return inspectJpeg(bytes);
  }
  return isWebp(bytes) ? inspectWebp(bytes) : detectOther(bytes);
}

/** Width and height in pixels as people see the picture: orientations 5..8 lie on their side. */
export function displaySize(info: Pick<ImageInfo, "width" | "height" | "orientation">): {
  readonly width: number;
  readonly height: number;
} {
  const { width, height, orientation } = info;
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

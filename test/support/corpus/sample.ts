import type { ImageInfo, ImageProblem } from "../../../src/core/image/inspectImage.ts";

/** What a picture tells beside its pixels. */
interface Tells {
  /** Its ICC profile. */
  readonly profile?: Uint8Array;
  /** EXIF of a camera, XMP, and 300 dots on an inch. */
  readonly everything?: boolean;
  /** Its alpha is more than a channel of 255. */
  readonly isTransparent?: boolean;
  /** It has 16 bits a channel. */
  readonly isDeep?: boolean;
  /** It shows six flat patches. */
  readonly hasPatches?: boolean;
}

/** A picture that is upscaled, and the truth about it. */
export interface Sample extends ImageInfo, Tells {
  /** As a file would be called. */
  readonly name: string;
  /** What it is there for. */
  readonly about: string;
  readonly bytes: Uint8Array;
}

/** A file that nothing is made of, and why. */
export interface Refused {
  readonly name: string;
  readonly about: string;
  readonly bytes: Uint8Array;
  readonly problem: ImageProblem | "cmyk";
  /** Its structure is, so that only a decoder finds out. */
  readonly isSound?: boolean;
}

/** What is not so with most samples: 48 × 32 upright opaque pixels, without metadata. */
type Differences = Partial<ImageInfo> & Tells;

/** A sample of the format that its name ends with. JPEG alone is taken for lossy. */
export function sample(
  name: string,
  about: string,
  bytes: Uint8Array,
  differences: Differences = {},
): Sample {
  const format = name.endsWith(".jpg") ? "jpeg" : name.endsWith(".webp") ? "webp" : "png";
  const hasAlpha = differences.isTransparent === true;
  const usual = { width: 48, height: 32, orientation: 1, hasAlpha, isLossy: format === "jpeg" };
  return { name, about, bytes, format, ...usual, ...differences };
}

import sharp from "sharp";
import type { OutputScript } from "./script.ts";

/** A decoded picture, upright and without alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** A picture in the bytes of a file. */
export interface EncodedPicture extends Picture {
  readonly contentType: string;
  readonly extension: string;
}

/** What Pillow opens for fal's models; a picture in any other format is refused. */
const readableFormats: ReadonlySet<string> = new Set(["jpeg", "png", "webp", "gif", "heif"]);

const encodings = {
  png: { contentType: "image/png", extension: "png", options: { compressionLevel: 4 } },
  jpeg: { contentType: "image/jpeg", extension: "jpeg", options: { quality: 95 } },
  webp: { contentType: "image/webp", extension: "webp", options: { quality: 95 } },
} as const;

/**
 * Reads an image to the last pixel, turns it upright by its EXIF orientation and drops alpha, as
 * fal's Python toolkit does (`Image.open`, `exif_transpose`, `convert("RGB")`). Returns undefined
 * for bytes that are no image, a damaged one, or one of another format.
 */
export async function decode(bytes: Buffer): Promise<Picture | undefined> {
  try {
    const image = sharp(bytes, { failOn: "error", ignoreIcc: true });
    const { format } = await image.metadata();
    if (!readableFormats.has(format)) {
      return undefined;
    }
    const { data, info } = await image
      .autoOrient()
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, bytes: data };
  } catch {
    return undefined;
  }
}

/** Makes the picture that a job answers with: `factor` times as large on each side, by Lanczos. */
export async function upscale(
  source: Picture,
  factor: number,
  { picture = "upscaled", format = "png", size }: OutputScript,
): Promise<EncodedPicture> {
  const width = size?.width ?? Math.round(source.width * factor);
  const height = size?.height ?? Math.round(source.height * factor);
  const { contentType, extension, options } = encodings[format];
  const raw = { width: source.width, height: source.height, channels: 3 } as const;
  const image =
    picture === "black"
      ? sharp({ create: { width, height, channels: 3, background: "black" } })
      : sharp(source.bytes, { raw }).resize(width, height, { kernel: "lanczos3", fit: "fill" });
  const bytes = await image.toFormat(format, options).toBuffer();
  return { width, height, bytes, contentType, extension };
}

import { displaySize, inspectImage } from "./image/inspectImage.ts";
import type { ImageInfo, ImageProblem } from "./image/inspectImage.ts";

type ImageFormat = ImageInfo["format"];

/** What a picture's file is, as its bytes say; a file's name never decides that. */
export interface ImageShape {
  readonly format: ImageFormat;
  /** Its colours went through a lossy compression. */
  readonly isLossy: boolean;
  /** Pixels may be transparent, as far as the file's structure tells. */
  readonly hasAlpha: boolean;
  /** Pixels as people see them, after the EXIF orientation. */
  readonly width: number;
  readonly height: number;
}

/** A whole picture as a file holds it. Its bytes were looked at. */
export interface EncodedImage extends ImageShape {
  readonly bytes: Uint8Array;
}

export interface NotAnImage {
  readonly problem: ImageProblem;
  /** What it is instead, where that is known: "GIF", "AVIF", … */
  readonly detected: string | undefined;
}

/** The picture in `bytes`, or what is wrong with it. Never throws. */
export function encodedImage(bytes: Uint8Array): EncodedImage | NotAnImage {
  const info = inspectImage(bytes);
  if (!info.ok) {
    return { problem: info.problem, detected: info.detected };
  }
  const { format, isLossy, hasAlpha } = info;
  return { bytes, format, isLossy, hasAlpha, ...displaySize(info) };
}

export const mimeType = (format: ImageFormat): string => `image/${format}`;

/** The file extension of a format, without its dot. */
export const fileExtension = (format: ImageFormat): string => (format === "jpeg" ? "jpg" : format);

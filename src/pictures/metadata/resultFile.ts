import { isJfif } from "../../core/image/bareJpeg.ts";
import { uint8 } from "../../core/image/byteReader.ts";
import type { ImageInfo } from "../../core/image/inspectImage.ts";
import { isFrame } from "../../core/image/jpeg.ts";
import { jpegSegments } from "../../core/image/jpegSegments.ts";
import type { Channels } from "./profile.ts";

/** What a file has room for beside its pixels. */
export interface ResultFile {
  readonly format: ImageInfo["format"];
  /** What its pixels are made of, alpha aside; undefined for inks. */
  readonly channels: Channels | undefined;
  /** Its container has a place for the density; where it has none, EXIF says it. */
  readonly hasPlaceForDensity: boolean;
}

/** What a picture, which was inspected before, has room for. */
export function resultFile(bytes: Uint8Array, format: ImageInfo["format"]): ResultFile {
  switch (format) {
    case "png": {
      // The colour type: a 2 in it says colour (specification, third edition, 11.2.1). Palettes are RGB.
      const channels = (uint8(bytes, 25) & 2) === 0 ? "grey" : "rgb";
      return { format, channels, hasPlaceForDensity: true };
    }
    case "jpeg": {
      const segments = [...jpegSegments(bytes)];
      const frame = segments.find(({ marker }) => isFrame(marker));
      const channels = frame && ofComponents[uint8(frame.data, 5)];
      return { format, channels, hasPlaceForDensity: segments.some(isJfif) };
    }
    case "webp":
      return { format, channels: "rgb", hasPlaceForDensity: false };
  }
}

const ofComponents: Readonly<Record<number, Channels>> = { 1: "grey", 3: "rgb" };

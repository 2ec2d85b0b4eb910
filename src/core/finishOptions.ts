import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import { gpsChoices } from "./gps.ts";
import type { GpsChoice } from "./gps.ts";
import { ownRanges } from "./options.ts";

/** What a result's file is: like its source, one format for all, or the bytes just as fal.ai sends them. */
export const outputFormats = ["source", "png", "jpeg", "webp", "asDelivered"] as const;

/** How a job's result becomes a file, by the names of our settings. */
export interface FinishOptions {
  readonly outputFormat: (typeof outputFormats)[number];
  /** 1..100, for JPEG and lossy WebP; from 90 up JPEG keeps colour at full resolution (4:4:4). */
  readonly jpegQuality: number;
  /** Whether the coordinates in the source's metadata stand in the result too; "keep" where nothing is said. */
  readonly gps?: GpsChoice | undefined;
  /** Whether the file says how it was made; not where nothing is said. */
  readonly embedProvenance?: boolean | undefined;
}

/** Jobs of versions that finished nothing: their results are not touched. */
export const untouched: FinishOptions = { outputFormat: "asDelivered", jpegQuality: 92 };

/** How pixels are to be written. */
export interface Encoding extends Pick<EncodedImage, "format" | "isLossy"> {
  /** 1..100, for what is lossy. */
  readonly quality: number;
}

/**
 * The file that is wanted of `source`'s result; where nothing is delivered, one like the source. WebP is lossless
 * where nothing was lost before.
 */
export function wantedEncoding(
  source: Pick<EncodedImage, "format" | "isLossy">,
  { outputFormat, jpegQuality: quality }: FinishOptions,
): Encoding {
  switch (outputFormat) {
    case "source":
    case "asDelivered":
      return { format: source.format, isLossy: source.isLossy, quality };
    case "png":
      return { format: "png", isLossy: false, quality };
    case "jpeg":
      return { format: "jpeg", isLossy: true, quality };
    case "webp":
      return { format: "webp", isLossy: source.isLossy, quality };
  }
}

/** Whether a file is what is wanted already. What is lost does not come back by being written without loss. */
export const isAlready = (
  { format, isLossy }: Pick<EncodedImage, "format" | "isLossy">,
  wanted: Encoding,
): boolean => format === wanted.format && (isLossy || !wanted.isLossy);

/** Checks options that a person may have typed by hand. Throws `badSetting`. */
export function checkFinish({
  outputFormat,
  jpegQuality,
  gps = "keep",
  embedProvenance = false,
}: FinishOptions): void {
  const { minimum, maximum } = ownRanges.jpegQuality;
  if (!outputFormats.includes(outputFormat)) {
    throw new UpscaleError("badSetting", { subject: "outputFormat" });
  }
  if (!Number.isInteger(jpegQuality) || jpegQuality < minimum || jpegQuality > maximum) {
    throw new UpscaleError("badSetting", { subject: "jpegQuality" });
  }
  if (!gpsChoices.includes(gps)) {
    throw new UpscaleError("badSetting", { subject: "gps" });
  }
  if (typeof embedProvenance !== "boolean") {
    throw new UpscaleError("badSetting", { subject: "embedProvenance" });
  }
}

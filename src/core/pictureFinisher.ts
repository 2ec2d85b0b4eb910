import type { EncodedImage } from "./encodedImage.ts";
import type { FinishOptions } from "./finishOptions.ts";
import type { Provenance } from "./provenance.ts";
import type { ResultImage } from "./resultImage.ts";

/**
 * What a result is not, although its source is or it was asked for: `asDelivered` for one that could not be
 * finished, `otherFormat` for one that the wanted format cannot hold, `eightBits` for one of 16 bits, `untold`
 * for one that does not say how it was made.
 */
export const remarkKinds = ["asDelivered", "otherFormat", "eightBits", "untold"] as const;

/** Something about a result that people are told. */
export interface Remark {
  readonly kind: (typeof remarkKinds)[number];
  /** The format that was wanted, or what went wrong. */
  readonly detail?: string | undefined;
}

/** A result as it is written. */
export interface FinishedImage<Image extends ResultImage = ResultImage> {
  readonly image: Image;
  readonly remarks: readonly Remark[];
}

/** What of a source tells how its result will be finished. */
export type SourceKind = Pick<EncodedImage, "format" | "isLossy" | "hasAlpha">;

/**
 * What happens to pixels before they are sent to fal.ai and after they came back. Every method rejects with an
 * abort soon after `signal` aborts, and gives the same bytes for the same input.
 */
export interface PictureFinisher {
  /**
   * The picture that is sent: opaque, with colour under what was transparent, 8 bits a channel. A source that
   * is so already goes as it is, byte for byte. Rejects with `UpscaleError` for one that the model cannot be
   * given rightly: `badSource`, `tooLarge`.
   */
  prepare(source: EncodedImage, signal: AbortSignal): Promise<EncodedImage>;

  /** Brings and starts what `finish` will probably need, which takes a tenth of a second. Never throws. */
  getReady(source: SourceKind, options: FinishOptions, signal: AbortSignal): void;

  /** Whether `result` is all black and `source`, where it is there, is not. */
  isBlack(
    result: ResultImage,
    source: EncodedImage | undefined,
    signal: AbortSignal,
  ): Promise<boolean>;

  /**
   * `result` with the transparency of `source`, in the format that is wanted of it; bytes that are so already
   * are not touched. Rejects where that cannot be done.
   */
  finish<Image extends ResultImage>(
    result: Image,
    source: EncodedImage,
    options: FinishOptions,
    signal: AbortSignal,
  ): Promise<FinishedImage<Image | EncodedImage>>;

  /**
   * `image` with how it was made in its metadata, instead of what was said there about an earlier picture;
   * undefined where its file has no room for that. No pixel is encoded anew.
   */
  writeProvenance(
    image: ResultImage,
    made: Provenance,
    signal: AbortSignal,
  ): Promise<EncodedImage | undefined>;

  /** How a picture was made, in the words of its file, which anybody may have written; undefined where it says nothing. */
  readProvenance(bytes: Uint8Array, signal: AbortSignal): Promise<Provenance | undefined>;
}

/** A picture that can be upscaled, as its bytes describe it; never as its name does. */
export interface ImageInfo {
  readonly format: "png" | "jpeg" | "webp";
  /** Pixels as stored; `displaySize` gives them as people see them. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1..8; 1 where the file says nothing valid. */
  readonly orientation: number;
  /** The file has an alpha channel or a transparent colour; its pixels may still all be opaque. */
  readonly hasAlpha: boolean;
  /** Its colours went through a lossy compression. */
  readonly isLossy: boolean;
}

/** Why bytes cannot be taken as a picture to upscale, or kept as a result. */
export type ImageProblem =
  | "empty"
  | "notAnImage"
  | "unsupportedFormat"
  | "svg"
  | "animated"
  | "truncated"
  | "damaged";

/** A refusal. `detected` names what the bytes are, for people ("GIF", "AVIF"), where that is known. */
export interface RefusedImage {
  readonly ok: false;
  readonly problem: ImageProblem;
  readonly detected?: string;
}

/** What the bytes turned out to be. */
export type ImageInspection = ({ readonly ok: true } & ImageInfo) | RefusedImage;

/** A refusal in one word, with the name of what was found instead where it is known. */
export const refused = (problem: ImageProblem, detected?: string): RefusedImage =>
  detected === undefined ? { ok: false, problem } : { ok: false, problem, detected };

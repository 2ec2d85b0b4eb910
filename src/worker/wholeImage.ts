import { encodedImage } from "../core/encodedImage.ts";
import type { EncodedImage } from "../core/encodedImage.ts";

/** An encoder's bytes, looked at like every other result. */
export function wholeImage(bytes: Uint8Array): EncodedImage {
  const image = encodedImage(bytes);
  if ("problem" in image) {
    throw new Error(`the encoder made a picture that is ${image.problem}`);
  }
  return image;
}

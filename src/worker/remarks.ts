import type { EncodedImage } from "../core/encodedImage.ts";
import type { Encoding } from "../core/finishOptions.ts";
import type { Remark } from "../core/pictureFinisher.ts";
import { isDeep } from "../pictures/colourKind.ts";

/** What a finished picture is not, although its source is or it was wanted. */
export const remarksOn = (
  image: Pick<EncodedImage, "format">,
  source: EncodedImage,
  wanted: Pick<Encoding, "format">,
): Remark[] => [
  ...(image.format === wanted.format
    ? []
    : [{ kind: "otherFormat", detail: wanted.format } as const]),
  ...(isDeep(source) ? [{ kind: "eightBits" } as const] : []),
];

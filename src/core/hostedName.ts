import { fileExtension } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import type { HostedAddress } from "./hostedAddress.ts";

/** Illegal in file names somewhere, or not what it seems to be. */
const unfit = /[\p{Cc}\p{Bidi_Control}<>:"|?*/\\]/gu;

const isImageName = (name: string): boolean => /.\.(png|jpe?g|webp)$/i.test(name);

/**
 * What the image behind an address is called, as if it were a file: the last part of a URL's path, or its host
 * where there is none, with the extension of its bytes where the name has none of an image.
 */
export function hostedName(
  address: HostedAddress,
  format: EncodedImage["format"] | undefined,
): string {
  const name = address.kind === "url" ? lastPart(address.url) || address.url.hostname : "image";
  return format === undefined || isImageName(name) ? name : `${name}.${fileExtension(format)}`;
}

function lastPart({ pathname }: URL): string {
  const part = pathname.split("/").findLast((each) => each !== "") ?? "";
  return decoded(part).replaceAll(unfit, "_").trim();
}

/** As people read it; a broken escape stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

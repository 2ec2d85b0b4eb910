import { encodedImage } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import { parseHostedAddress } from "./hostedAddress.ts";
import type { HostedAddress, Look } from "./hostedAddress.ts";

/** An address that a person gave, and the image there as far as it could be looked at. */
export interface ExaminedImage {
  readonly address: HostedAddress;
  readonly image: EncodedImage | undefined;
}

/**
 * Looks at what a person gave as the address of an image. Throws `badAddress` (with an `AddressProblem` as its
 * subject), `badSource` or `tooLarge` for what cannot be upscaled; rejects with what `lookAt` rejects with.
 */
export async function examineHosted(
  text: string,
  allowLoopback: boolean,
  lookAt: (url: URL) => Promise<Look>,
): Promise<ExaminedImage> {
  const address = parseHostedAddress(text, allowLoopback);
  if (typeof address === "string") {
    throw new UpscaleError("badAddress", { subject: address });
  }
  const look = address.kind === "data" ? address.bytes : await lookAt(address.url);
  if (look === "tooLarge") {
    throw new UpscaleError("tooLarge", { subject: "source" });
  }
  if (look === "unreachable") {
    return { address, image: undefined };
  }
  const image = encodedImage(look);
  if ("problem" in image) {
    throw new UpscaleError("badSource", { subject: image.problem, detail: image.detected });
  }
  return { address, image };
}

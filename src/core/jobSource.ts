import type { HandedOverImage } from "./backend.ts";
import { encodedImage } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import type { ImageFiles } from "./files.ts";
import { hashed } from "./hash.ts";
import type { HostedImage } from "./hostedImages.ts";
import type { Job, SourceFacts } from "./job.ts";
import { checkOptions } from "./options.ts";
import { checkSize } from "./sizeLimits.ts";

/** What a job begins with: an image, an address where a backend can fetch it, or both. */
export type JobSource =
  | { readonly image: EncodedImage; readonly address?: undefined }
  | { readonly image: EncodedImage | undefined; readonly address: HandedOverImage };

/**
 * The source of a job, looked at before anything is paid for. Throws `badSetting`, `badSource`, `tooLarge` or
 * `cannotRead`, and `addressLost` for a hosted image of a window that is gone.
 */
export async function readSource({ source, options }: Job, files: ImageFiles): Promise<JobSource> {
  checkOptions(options);
  const hosted = source.hosted ? findHosted(source.uri, files) : undefined;
  if (hosted?.address !== undefined && hosted.bytes === undefined) {
    return { image: undefined, address: hosted.address };
  }
  const image = encodedImage(hosted?.bytes ?? (await files.read(source.uri)));
  if ("problem" in image) {
    throw new UpscaleError("badSource", { subject: image.problem, detail: image.detected });
  }
  checkSize(image, options);
  return hosted?.address === undefined ? { image } : { image, address: hosted.address };
}

function findHosted(uri: string, { hosted }: ImageFiles): HostedImage {
  const image = hosted?.find(uri);
  if (image === undefined) {
    throw new UpscaleError("addressLost");
  }
  return image;
}

/** What is remembered of a source; undefined where it could not be looked at. */
export async function factsOf(
  { image }: JobSource,
  files: ImageFiles,
): Promise<SourceFacts | undefined> {
  return (
    image && {
      width: image.width,
      height: image.height,
      hash: await hashed(image.bytes, files),
    }
  );
}

import { encodedImage } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError, isAbort } from "./errors.ts";
import type { ImageFiles } from "./files.ts";
import { untouched } from "./finishOptions.ts";
import { hashed } from "./hash.ts";
import type { Job, SourceFacts } from "./job.ts";
import type { JobContext } from "./jobContext.ts";
import type { FinishedImage } from "./pictureFinisher.ts";
import type { ResultImage } from "./resultImage.ts";

type Means = Pick<JobContext, "pictures" | "signal">;

/** The source that was handed over; undefined if it has changed or vanished since, or was never looked at. */
export async function unchangedSource(
  { source: { uri, hosted } }: Job,
  facts: SourceFacts | undefined,
  files: ImageFiles,
): Promise<EncodedImage | undefined> {
  const bytes = hosted
    ? files.hosted?.find(uri)?.bytes
    : await files.read(uri).catch(() => undefined);
  if (bytes === undefined || (await hashed(bytes, files)) !== facts?.hash) {
    return undefined;
  }
  const image = encodedImage(bytes);
  return "problem" in image ? undefined : image;
}

/** Throws `blackResult` for a result that is all black although its source is not. */
export async function refuseBlack(
  result: ResultImage,
  source: EncodedImage | undefined,
  { pictures, signal }: Means,
): Promise<void> {
  const isBlack = await pictures.isBlack(result, source, signal).catch(unlessCancelled(false));
  if (isBlack) {
    throw new UpscaleError("blackResult");
  }
}

/**
 * The result as `job` wants it, or, whatever goes wrong with that, as it was delivered: it is paid for. Rejects
 * with the user's no only.
 */
export async function finishResult(
  job: Job,
  result: ResultImage,
  source: EncodedImage | undefined,
  { pictures, signal }: Means,
): Promise<FinishedImage> {
  const { finish = untouched } = job;
  const asDelivered = (detail: string | undefined): FinishedImage => ({
    image: result,
    remarks: finish.outputFormat === "asDelivered" ? [] : [{ kind: "asDelivered", detail }],
  });
  if (source === undefined) {
    return asDelivered(undefined);
  }
  try {
    return await pictures.finish(result, source, finish, signal);
  } catch (error) {
    return unlessCancelled(asDelivered(String(error)))(error);
  }
}

/** What stands in for something that failed. The job's own deadline does not throw away what has arrived. */
export const unlessCancelled =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isAbort(error)) {
      throw error;
    }
    return value;
  };

import type { UpscaleResult } from "./backend.ts";
import { untouched } from "./finishOptions.ts";
import { unlessCancelled } from "./finishResult.ts";
import type { Job, SourceFacts } from "./job.ts";
import type { JobContext } from "./jobContext.ts";
import type { FinishedImage } from "./pictureFinisher.ts";
import { provenanceOf } from "./provenance.ts";

/**
 * The finished picture saying how it was made, where its job wants that. A file that has no room for it is
 * written without: it is paid for. Rejects with the user's no only.
 */
export async function tellProvenance(
  finished: FinishedImage,
  job: Job,
  facts: SourceFacts | undefined,
  { seed, request }: UpscaleResult,
  { pictures, signal }: Pick<JobContext, "pictures" | "signal">,
): Promise<FinishedImage> {
  if (!wantsProvenance(job)) {
    return finished;
  }
  const made = provenanceOf(job, { seed, request, sourceHash: facts?.hash });
  const image = await pictures
    .writeProvenance(finished.image, made, signal)
    .catch(unlessCancelled(undefined));
  return image
    ? { ...finished, image }
    : { ...finished, remarks: [...finished.remarks, { kind: "untold" }] };
}

/** Bytes that are wanted just as fal.ai sends them stay so. */
const wantsProvenance = ({ options, finish = untouched }: Job): boolean =>
  finish.embedProvenance === true &&
  (options.model !== "clarity" || finish.outputFormat !== "asDelivered");

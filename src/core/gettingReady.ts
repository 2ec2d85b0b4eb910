import type { RequestStatus } from "./backend.ts";
import type { Job } from "./job.ts";
import type { JobContext } from "./jobContext.ts";
import type { SourceKind } from "./pictureFinisher.ts";

/**
 * Passes on how a request goes and, meanwhile, has what finishes its result made ready: when fal begins with it, and
 * once more when it is done, for what was ready may have been given back since. Nothing is done for a source that
 * nobody looked at.
 */
export function gettingReady(
  { finish }: Job,
  source: SourceKind | undefined,
  { pictures, signal, onProgress }: JobContext,
): (status: RequestStatus) => void {
  let phase: RequestStatus["phase"] | undefined;
  return (status) => {
    const isTime = status.phase === "running" || status.phase === "downloading";
    if (source && finish && isTime && status.phase !== phase) {
      pictures.getReady(source, finish, signal);
    }
    phase = status.phase;
    onProgress(status);
  };
}

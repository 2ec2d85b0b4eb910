import type { FailureReason } from "./errors.ts";
import type { Job } from "./job.ts";
import type { JobStep } from "./jobRecord.ts";

/** Windows that a job on this device may outlive: it may be what ends them, for want of memory. */
const mostWindows = 3;

/** Why a job that a window left behind at `step` must not just go on; undefined for one that may. */
export function reasonToStop(
  { options, begunBefore = 0 }: Job,
  step: JobStep,
): FailureReason | undefined {
  if (step === "submitting") {
    return "submitUnknown";
  }
  return options.model !== "clarity" && begunBefore >= mostWindows ? "deviceFailed" : undefined;
}

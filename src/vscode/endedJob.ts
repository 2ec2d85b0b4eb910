import { UpscaleError } from "../core/errors.ts";
import type { JobOutcome } from "../core/job.ts";
import type { JobRecord } from "../core/jobRecord.ts";

/** How a written-down job ended, as it was told when it ended. Undefined for one that has not. */
export function outcomeOf({ job, end }: JobRecord): JobOutcome | undefined {
  switch (end?.state) {
    case "done":
      return { state: "done", job, output: end.output };
    case "failed":
      return { state: "failed", job, error: new UpscaleError(end.reason, end) };
    case "cancelled":
      return { state: "cancelled", job, cancel: end.cancel };
    case undefined:
      return undefined;
  }
}

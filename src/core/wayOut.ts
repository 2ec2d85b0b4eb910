import type { Job, JobOutcome } from "./job.ts";

type Failed = Extract<JobOutcome, { state: "failed" }>;

/** What a person can do about jobs that are not done: at most one thing, as a button. */
export type WayOut =
  | "setApiKey"
  | "openBilling"
  | "openSettings"
  | "tryAgain"
  | "submitAgain"
  | "getResult"
  | "saveAnyway"
  | "showJobs"
  | "showLog";

/** A way out, the jobs it is for, and the setting it is about. */
export interface Remedy {
  readonly kind: WayOut;
  readonly jobs: readonly Job[];
  readonly subject?: string | undefined;
}

/** The one thing that helps after a failure, or tells more. What may be paid for is fetched before all else. */
export function wayOut({ error, job }: Failed): WayOut {
  switch (error.reason) {
    case "missingKey":
    case "badKey":
      return "setApiKey";
    case "submitUnknown":
      return "submitAgain";
    case "unexpectedSize":
    case "blackResult":
      return "saveAnyway";
    default:
      return job.submitted !== undefined && !error.ended ? "getResult" : wayOutUnpaid(error);
  }
}

/** The way out of a job that has no result at fal. */
function wayOutUnpaid({ reason, subject }: Failed["error"]): WayOut {
  switch (reason) {
    case "noCredit":
      return "openBilling";
    case "tooLarge":
      return subject === "scale" ? "openSettings" : "showLog";
    case "badSetting":
      return "openSettings";
    case "forbidden":
    case "bug":
    case "badSource":
    case "rejected":
    case "contentPolicy":
    case "expired":
    case "cannotRead":
    case "badAddress":
    case "addressLost":
    case "takenOver":
      // Nothing helps, but VS Code cuts a notice without a button to its first line.
      return "showLog";
    default:
      return "tryAgain";
  }
}

/** Failures of the way to fal, before anything was sent, that a job on this device does not meet. */
const isCloudsOwn: ReadonlySet<Failed["error"]["reason"]> = new Set([
  "missingKey",
  "badKey",
  "noCredit",
  "forbidden",
  "offline",
  "connection",
  "overBudget",
  // How waiting for the network ends; a submit that was not answered in time is "submitUnknown".
  "timedOut",
]);

/** The jobs that could be done on this device instead, if that is true of all that failed. */
export function doableHere(outcomes: readonly JobOutcome[]): readonly Job[] {
  const failed = outcomes.filter((outcome) => outcome.state === "failed");
  const isDoable = ({ job, error }: Failed) =>
    job.options.model === "clarity" && job.submitted === undefined && isCloudsOwn.has(error.reason);
  return failed.every(isDoable) ? failed.map(({ job }) => job) : [];
}

/** Whether fal may have a result of a job that was cancelled. */
const isFetchable = (outcome: JobOutcome): boolean =>
  outcome.state === "cancelled"
    ? outcome.cancel === "completed" || outcome.cancel === "unknown"
    : outcome.state === "failed" && wayOut(outcome) === "getResult";

/** The one button for all that is not done: results that may be paid for first, then what the failures share. */
export function remedy(outcomes: readonly JobOutcome[]): Remedy | undefined {
  const fetchable = outcomes.filter(isFetchable);
  if (fetchable.length > 0) {
    return { kind: "getResult", jobs: fetchable.map(({ job }) => job) };
  }
  const failed = outcomes.filter((outcome) => outcome.state === "failed");
  const [kind, ...others] = new Set(failed.map(wayOut));
  if (others.length > 0) {
    return { kind: "showJobs", jobs: [] };
  }
  const subject = failed[0]?.error.subject;
  return kind && { kind, jobs: failed.map(({ job }) => job), subject };
}

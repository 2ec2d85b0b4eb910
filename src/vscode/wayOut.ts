import type { JobOutcome } from "../core/job.ts";

type Failed = Extract<JobOutcome, { state: "failed" }>;

/** What a person can do about an outcome: at most one thing, as a button. */
export type WayOut =
  | "setApiKey"
  | "openBilling"
  | "openSettings"
  | "tryAgain"
  | "submitAgain"
  | "getResult"
  | "saveAnyway"
  | "showLog";

/** The one thing that helps after a failure, if there is one. */
export function wayOut({ error, job }: Failed): WayOut | undefined {
  switch (error.reason) {
    case "missingKey":
    case "badKey":
      return "setApiKey";
    case "noCredit":
      return "openBilling";
    case "badSetting":
      return "openSettings";
    case "submitUnknown":
      return "submitAgain";
    case "unexpectedSize":
      return "saveAnyway";
    case "forbidden":
    case "bug":
      return "showLog";
    case "badSource":
    case "tooLarge":
    case "rejected":
    case "contentPolicy":
    case "expired":
    case "cannotRead":
      return undefined;
    default:
      return job.submitted !== undefined && !error.ended ? "getResult" : "tryAgain";
  }
}

import type { BoardEntry } from "./boardEntry.ts";
import type { FailureReason } from "./errors.ts";
import { isInCloud } from "./job.ts";
import type { JobOutcome } from "./job.ts";
import { toEnd } from "./jobRecord.ts";
import { mayHaveResult } from "./journal.ts";
import { wayOut } from "./wayOut.ts";

/** What can be done with a job. */
export type JobAbility =
  | "cancel"
  | "open"
  | "runAgain"
  | "sameSeed"
  | "anotherSeed"
  | "retry"
  | "getResult"
  | "submitAgain"
  | "saveAnyway"
  | "remove";

type Outcome<State extends JobOutcome["state"]> = Extract<JobOutcome, { state: State }>;

/** What can be done with a job as it stands, what helps most first. */
export function abilities({ outcome, progress }: BoardEntry): readonly JobAbility[] {
  switch (outcome?.state) {
    case undefined:
      return progress?.phase === "cancelling" ? [] : ["cancel"];
    case "done":
      return ["open", "runAgain", ...seedAbilities(outcome), "remove"];
    case "failed":
      return [...failedAbilities(outcome), "remove"];
    case "cancelled":
      return [waitsAtFal(outcome) ? "getResult" : "retry", "remove"];
  }
}

/** Whether fal may have a result of an ended job that was paid for. */
export const waitsAtFal = (outcome: JobOutcome): boolean =>
  mayHaveResult({ job: outcome.job, end: toEnd(outcome) });

/**
 * Whether fal, or somebody on the way, said that a result is gone. It may have been a proxy, so asking once more
 * is offered; it costs nothing.
 */
export const isSaidToBeGone = (outcome: JobOutcome): boolean =>
  outcome.state === "failed" &&
  outcome.job.submitted !== undefined &&
  outcome.error.reason === "expired" &&
  !outcome.error.ended;

/** Whether a job failed and may be tried once more together with others, without a look at it. */
export const isRetriable = (entry: BoardEntry): boolean =>
  entry.outcome?.state === "failed" &&
  !isSaidToBeGone(entry.outcome) &&
  abilities(entry).some((ability) => ability === "retry" || ability === "getResult");

function seedAbilities({ job, output }: Outcome<"done">): JobAbility[] {
  if (!isInCloud(job)) {
    return [];
  }
  return output.seed === undefined ? ["anotherSeed"] : ["sameSeed", "anotherSeed"];
}

/** What goes on in another window would be charged twice; an address that is lost stays so. */
const isHopeless: ReadonlySet<FailureReason> = new Set(["takenOver", "addressLost"]);

/** fal may charge for these, and would most likely end them in the same way. */
const isNoAccident: ReadonlySet<FailureReason> = new Set(["rejected", "contentPolicy", "expired"]);

function failedAbilities(outcome: Outcome<"failed">): JobAbility[] {
  const { reason } = outcome.error;
  if (isHopeless.has(reason)) {
    return [];
  }
  const way = wayOut(outcome);
  if (way === "submitAgain" || way === "saveAnyway") {
    return [way];
  }
  if (waitsAtFal(outcome)) {
    return ["getResult"];
  }
  if (isSaidToBeGone(outcome)) {
    return ["getResult", "runAgain"];
  }
  return [isNoAccident.has(reason) ? "runAgain" : "retry"];
}

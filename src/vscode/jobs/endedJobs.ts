import type { BoardEntry } from "../../core/boardEntry.ts";
import { waitsAtFal } from "../../core/jobAbilities.ts";
import type { JobRecord } from "../../core/jobRecord.ts";
import { mayHaveResult, mostEnded } from "../../core/journal.ts";
import type { Journal } from "../../core/journal.ts";
import { outcomeOf } from "../endedJob.ts";

/** How jobs ended, of all windows, newest first; of those without a result at fal as many as the journal keeps. */
export async function endedJobs(journal: Journal): Promise<BoardEntry[]> {
  const records = await journal.ended();
  const settled = records.filter((record) => !mayHaveResult(record)).slice(mostEnded);
  const hidden = new Set(settled.map(({ job }) => job.id));
  return records.flatMap((record) => (hidden.has(record.job.id) ? [] : entryOf(record)));
}

function entryOf(record: JobRecord): BoardEntry[] {
  const outcome = outcomeOf(record);
  return outcome ? [{ job: record.job, outcome, ended: record.at }] : [];
}

/** Whether a job has ended and nothing is lost with it. */
export const isClearable = ({ outcome }: BoardEntry): boolean =>
  outcome !== undefined && !waitsAtFal(outcome);

import type { BoardEntry } from "../../core/boardEntry.ts";
import { waitsAtFal } from "../../core/jobAbilities.ts";
import type { JobRecord } from "../../core/jobRecord.ts";
import { mayHaveResult } from "../../core/journal.ts";
import type { Journal } from "../../core/journal.ts";
import { outcomeOf } from "../endedJob.ts";

/** More than these nobody scrolls through; what may have a result at fal is shown at any rate. */
const mostSettled = 200;

/** How jobs ended, of all windows, newest first. */
export async function endedJobs(journal: Journal): Promise<BoardEntry[]> {
  const records = await journal.ended();
  const settled = records.filter((record) => !mayHaveResult(record)).slice(mostSettled);
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

import * as vscode from "vscode";
import type { BoardEntry } from "../../core/boardEntry.ts";
import type { JobBoard } from "../../core/jobBoard.ts";
import type { Journal } from "../../core/journal.ts";
import { isClearable } from "./endedJobs.ts";

/** Takes ended jobs off the list, for all windows and for good. Files stay. */
export async function forgetJobs(
  entries: readonly BoardEntry[],
  journal: Journal,
  board: JobBoard,
): Promise<void> {
  const ids = entries.map(({ job }) => job.id);
  await Promise.all(ids.map((id) => journal.forget(id)));
  board.forget(ids);
}

/** The same after a question, where a result that was paid for could not be fetched any more. */
export async function removeJobs(
  entries: readonly BoardEntry[],
  journal: Journal,
  board: JobBoard,
): Promise<void> {
  const paid = entries.filter((entry) => !isClearable(entry));
  const [first] = paid;
  if (first === undefined || (await confirm(first, paid.length))) {
    await forgetJobs(entries, journal, board);
  }
}

async function confirm({ job }: BoardEntry, count: number): Promise<boolean> {
  const remove = vscode.l10n.t("Remove");
  const answer = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t("Remove {0} from the list?", job.source.name)
      : vscode.l10n.t("Remove {0} jobs from the list?", count),
    {
      modal: true,
      detail: vscode.l10n.t(
        "fal.ai may have a result that was paid for. Without the job it cannot be fetched any more.",
      ),
    },
    remove,
  );
  return answer === remove;
}

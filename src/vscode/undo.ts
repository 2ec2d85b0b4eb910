import * as vscode from "vscode";
import { sha256 } from "../core/hash.ts";
import type { Output } from "../core/job.ts";
import type { JobRecord } from "../core/jobRecord.ts";
import type { Journal } from "../core/journal.ts";

/** A file that was made, with its job's id. */
interface Made extends Output {
  readonly id: string;
}

/** What became of a file: `stuck` is still ours, but would not go. */
type Fate = "removed" | "changed" | "stuck";

/**
 * Removes the files that a command made, as far as they are still as we wrote them: those of `batch`, else of
 * the last command that made some in this workspace.
 */
export async function undoUpscale(journal: Journal, batch?: string): Promise<void> {
  const records = await journal.ended();
  const undone = batch ?? records.find(isDoneHere)?.job.batch;
  const all = records.flatMap(({ job, end }): Made[] =>
    job.batch === undone && end?.state === "done" ? [{ id: job.id, ...end.output }] : [],
  );
  const { removed, stuck } = await removeAll(all, true);
  // One question for all of them.
  const mayBeDeleted = stuck.length > 0 && (await mayDelete(stuck));
  const deleted = mayBeDeleted ? (await removeAll(stuck, false)).removed : [];
  const gone = [...removed, ...deleted];
  for (const { id } of gone) {
    await journal.forget(id);
  }
  const isCalledOff = stuck.length > 0 && !mayBeDeleted && gone.length === 0;
  if (!isCalledOff) {
    void vscode.window.showInformationMessage(undoText(all, all.length - gone.length));
  }
}

/** Other windows' results are known too, but nobody thinks of them here. */
function isDoneHere({ job, end }: JobRecord): boolean {
  const { getWorkspaceFolder, workspaceFolders } = vscode.workspace;
  const isHere = (uri: string) => getWorkspaceFolder(vscode.Uri.parse(uri)) !== undefined;
  return (
    end?.state === "done" &&
    (workspaceFolders === undefined || isHere(end.output.uri) || isHere(job.source.uri))
  );
}

function undoText(outputs: readonly Output[], kept: number): string {
  const [first] = outputs;
  if (first === undefined) {
    return vscode.l10n.t("There is nothing to undo.");
  }
  if (outputs.length === 1) {
    return kept === 0
      ? vscode.l10n.t("{0} was removed.", first.name)
      : vscode.l10n.t(
          "{0} was kept: it is not as it was written, or could not be removed.",
          first.name,
        );
  }
  return vscode.l10n.t("{0} of {1} files were removed.", outputs.length - kept, outputs.length);
}

async function removeAll(outputs: readonly Made[], useTrash: boolean) {
  const fates = await Promise.all(outputs.map((output) => remove(output, useTrash)));
  const having = (fate: Fate) => outputs.filter((_, index) => fates[index] === fate);
  return { removed: having("removed"), stuck: having("stuck") };
}

/** A file that is gone already counts as removed. */
async function remove({ uri, hash }: Made, useTrash: boolean): Promise<Fate> {
  const file = vscode.Uri.parse(uri);
  try {
    if ((await sha256(await vscode.workspace.fs.readFile(file))) !== hash) {
      return "changed";
    }
    await vscode.workspace.fs.delete(file, { useTrash });
    return "removed";
  } catch (error) {
    const isGone = error instanceof vscode.FileSystemError && error.code === "FileNotFound";
    return isGone ? "removed" : "stuck";
  }
}

/** Asked where there is no trash, or where it refuses. */
async function mayDelete([first, ...others]: readonly Made[]): Promise<boolean> {
  const answer = vscode.l10n.t("Delete Permanently");
  const question =
    others.length === 0
      ? vscode.l10n.t("{0} cannot be moved to the trash. Delete it permanently?", first?.name ?? "")
      : vscode.l10n.t(
          "{0} files cannot be moved to the trash. Delete them permanently?",
          others.length + 1,
        );
  const chosen = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: vscode.l10n.t("This cannot be undone.") },
    answer,
  );
  return chosen === answer;
}

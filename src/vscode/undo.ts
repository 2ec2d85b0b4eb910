import * as vscode from "vscode";
import { sha256 } from "../core/hash.ts";
import type { Output } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";

/** Removes the files of the last command that made some, as far as they are still as we wrote them. */
export async function undoLastUpscale(journal: Journal): Promise<void> {
  const records = await journal.ended();
  const last = records.find(({ end }) => end?.state === "done");
  const outputs = records.flatMap(({ job, end }) =>
    job.batch === last?.job.batch && end?.state === "done" ? [{ id: job.id, ...end.output }] : [],
  );
  let kept = 0;
  for (const output of outputs) {
    const removed = await removeIfOurs(output);
    kept += removed ? 0 : 1;
    if (removed) {
      await journal.forget(output.id);
    }
  }
  void vscode.window.showInformationMessage(undoText(outputs, kept));
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

/** A file that is gone already counts as removed. */
async function removeIfOurs({ uri, hash, name }: Output): Promise<boolean> {
  const file = vscode.Uri.parse(uri);
  const bytes = await Promise.resolve(vscode.workspace.fs.readFile(file)).catch(() => undefined);
  if (bytes === undefined) {
    return true;
  }
  return (await sha256(bytes)) === hash && (await moveToTrash(file, name));
}

/** Into the trash; where the file system has none, for good, if the user wants that. */
async function moveToTrash(file: vscode.Uri, name: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(file, { useTrash: true });
    return true;
  } catch {
    const remove = vscode.l10n.t("Delete");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("Delete {0} for good?", name),
      {
        modal: true,
        detail: vscode.l10n.t("There is no trash here, so it cannot be brought back."),
      },
      remove,
    );
    if (answer !== remove) {
      return false;
    }
    await vscode.workspace.fs.delete(file);
    return true;
  }
}

import * as vscode from "vscode";
import type { BoardEntry } from "../../core/boardEntry.ts";
import { retried } from "../../core/runAgain.ts";
import type { Upscaler } from "../upscaler.ts";

/** Runs jobs once more, all under one notification. What was paid for is only fetched. */
export async function retryJobs(
  entries: readonly BoardEntry[],
  upscaler: Pick<Upscaler, "take">,
): Promise<void> {
  const outcomes = entries.flatMap(({ outcome }) => outcome ?? []);
  const isKeyRefused = outcomes.some(
    (outcome) => outcome.state === "failed" && outcome.error.reason === "badKey",
  );
  // "getResult" runs jobs just as they are.
  const kind = isKeyRefused ? "setApiKey" : "getResult";
  await upscaler.take({ kind, jobs: outcomes.map(retried) });
}

/** The same for all that failed; says so where there are none. */
export async function retryFailed(
  entries: readonly BoardEntry[],
  upscaler: Pick<Upscaler, "take">,
): Promise<void> {
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There are no failed jobs that can be retried together."),
    );
    return;
  }
  await retryJobs(entries, upscaler);
}

import * as vscode from "vscode";
import { surveySources } from "../core/survey.ts";
import type { Surveyed } from "../core/survey.ts";
import { toAbortSignal } from "./cancellation.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** From here on looking takes long enough to be shown. */
const many = 20;

/** Looks at each image; for many of them under a notification. Undefined when the user cancels. */
export async function survey(
  images: readonly vscode.Uri[],
  files: Pick<WorkspaceFiles, "read" | "source">,
): Promise<readonly Surveyed[] | undefined> {
  const sources = images.map((image) => files.source(image));
  if (sources.length < many) {
    return surveySources(sources, files, new AbortController().signal);
  }
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Looking at {0} images", sources.length),
      cancellable: true,
    },
    async (report, token) => {
      const signal = toAbortSignal(token);
      const step = { increment: 100 / sources.length };
      const surveyed = surveySources(sources, files, signal, () => report.report(step));
      return surveyed.catch((error: unknown) => {
        if (signal.aborted) {
          return undefined;
        }
        throw error;
      });
    },
  );
}

import * as vscode from "vscode";
import { abortable } from "../core/abortable.ts";
import { delay } from "../core/delay.ts";

/** Work that is over sooner needs no words, in milliseconds. */
const patience = 500;

/**
 * Runs `work`; when it takes long, under a notification with Cancel. Resolves to undefined as soon as the user
 * cancels, and rejects as `work` does.
 */
export async function patiently<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController();
  const { signal } = controller;
  const result = abortable(work(signal), signal).catch((error: unknown) => {
    if (signal.aborted) {
      return undefined;
    }
    throw error;
  });
  const over = result.then(noMatter, noMatter);
  if (await Promise.race([over.then(() => false), delay(patience).then(() => true)])) {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => controller.abort());
        return over;
      },
    );
  }
  return result;
}

const noMatter = (): void => {};

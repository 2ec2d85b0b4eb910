import assert from "node:assert/strict";
import * as vscode from "vscode";
import { patiently } from "../../src/vscode/patiently.ts";

type ShowProgress = typeof vscode.window.withProgress;

/** Calls this instead of VS Code's own `withProgress` until `work` is done. */
async function withOwnProgress<T>(show: ShowProgress, work: () => Promise<T>): Promise<T> {
  const { withProgress } = vscode.window;
  Reflect.set(vscode.window, "withProgress", show);
  try {
    return await work();
  } finally {
    Reflect.set(vscode.window, "withProgress", withProgress);
  }
}

/** Work that ends only when it is told to. */
const endless = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

suite("Work that may take long", () => {
  test("is not shown when it is over at once", async () => {
    const never: ShowProgress = () => assert.fail("it was shown");
    assert.equal(await withOwnProgress(never, () => patiently("Work", async () => 1)), 1);
  });

  test("is shown, and ends where the user cancels it, whether it listens or not", async () => {
    const shown: string[] = [];
    const cancel: ShowProgress = async ({ title = "", cancellable }, task) => {
      shown.push(`${title}, ${cancellable ? "with" : "without"} Cancel`);
      const source = new vscode.CancellationTokenSource();
      const result = task({ report: () => {} }, source.token);
      source.cancel();
      return result;
    };
    for (const work of [endless, () => new Promise<never>(() => {})]) {
      assert.equal(await withOwnProgress(cancel, () => patiently("Work", work)), undefined);
    }
    assert.deepEqual(shown, ["Work, with Cancel", "Work, with Cancel"]);
  });

  test("fails as it fails", async () => {
    await assert.rejects(
      patiently("Work", () => Promise.reject(new Error("no"))),
      /^Error: no$/,
    );
  });
});

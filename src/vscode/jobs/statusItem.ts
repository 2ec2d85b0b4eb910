import * as vscode from "vscode";
import type { BoardCounts } from "../../core/boardEntry.ts";

/** The item of the status bar: there while jobs have not ended, and a way to them. */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "clarityUpscaler.jobs",
    vscode.StatusBarAlignment.Left,
  );

  constructor() {
    this.#item.name = vscode.l10n.t("Upscaling Jobs");
    this.#item.command = "clarityUpscaler.showJobs";
  }

  show({ running, waiting }: BoardCounts, isPaused: boolean): void {
    if (running + waiting === 0) {
      this.#item.hide();
      return;
    }
    const left = new Intl.NumberFormat(vscode.env.language).format(running + waiting);
    const isIdle = isPaused && running === 0;
    this.#item.text = isIdle
      ? vscode.l10n.t("$(debug-pause) Upscaling paused: {0} left", left)
      : vscode.l10n.t("$(sync~spin) Upscaling: {0} left", left);
    const tooltip = isPaused
      ? vscode.l10n.t("Running: {0}, paused: {1}. Show the jobs.", running, waiting)
      : vscode.l10n.t("Running: {0}, waiting: {1}. Show the jobs.", running, waiting);
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: tooltip, role: "button" };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

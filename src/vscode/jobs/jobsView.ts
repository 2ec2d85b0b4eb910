import * as vscode from "vscode";
import { boardStates } from "../../core/boardEntry.ts";
import type { BoardChange, BoardEntry } from "../../core/boardEntry.ts";
import { isRetriable } from "../../core/jobAbilities.ts";
import type { JobBoard } from "../../core/jobBoard.ts";
import type { Journal } from "../../core/journal.ts";
import type { Slots } from "../../core/slots.ts";
import { setContextKey } from "./contextKeys.ts";
import { endedJobs, isClearable } from "./endedJobs.ts";
import { showViewFromNowOn, showViewIfUsed } from "./firstUse.ts";
import { jobIdOf } from "./jobNode.ts";
import type { JobNode } from "./jobNode.ts";
import { JobsTree } from "./jobsTree.ts";
import type { PauseSign } from "./pauseSign.ts";
import { StatusItem } from "./statusItem.ts";

interface JobsViewParts {
  readonly board: JobBoard;
  readonly slots: Slots;
  readonly journal: Journal;
  readonly state: vscode.Memento;
  readonly pauseSign: PauseSign;
  /** The text as it may be shown. */
  readonly shown: (text: string) => string;
}

/** Everything that shows the board: the view, what its menus know, and the status bar. */
export class JobsView implements vscode.Disposable {
  readonly tree: JobsTree;
  readonly #parts: JobsViewParts;
  readonly #status = new StatusItem();
  readonly #owned: vscode.Disposable[] = [this.#status];
  #view: vscode.TreeView<JobNode> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #read: Promise<void> | undefined;
  /** Whether this window has set the sign of its pause. */
  #isSigned = false;

  constructor(parts: JobsViewParts) {
    const { board, slots, shown } = parts;
    this.#parts = parts;
    this.tree = new JobsTree({
      board,
      shown,
      isPaused: () => slots.isPaused,
      whenRead: () => (this.#read ??= this.reload()),
    });
    const stop = board.onChange((change) => this.#update(change));
    this.#owned.push(this.tree, { dispose: stop }, { dispose: () => clearInterval(this.#clock) });
  }

  /** Follows the view that VS Code shows the tree in. */
  showIn(view: vscode.TreeView<JobNode>): void {
    this.#view = view;
    this.#owned.push(
      view.onDidChangeVisibility(({ visible }) => {
        this.#keepTime();
        if (visible) {
          // Other windows may have ended jobs meanwhile.
          void this.reload();
        }
      }),
    );
    this.#keepTime();
  }

  /** Shows the view and puts the focus into it. */
  async focus(): Promise<void> {
    await showViewFromNowOn(this.#parts.state);
    await vscode.commands.executeCommand("clarityUpscaler.jobs.focus");
    await this.reload();
  }

  /** Reads again what has ended, in all windows. */
  async reload(): Promise<void> {
    const { board, journal, state } = this.#parts;
    const readAt = Date.now();
    board.takeEnded(await endedJobs(journal), readAt);
    if (board.inState(...boardStates).length === 0) {
      await showViewIfUsed(state);
    }
  }

  /** Nothing new begins until `resume`; what is at fal.ai goes on. */
  pause(): void {
    this.#parts.slots.pause();
    this.#drawPause();
  }

  /** Pauses once more if there was a pause when the last window was closed. */
  async pauseAsBefore(): Promise<void> {
    if (await this.#parts.pauseSign.isThere()) {
      this.pause();
    }
  }

  resume(): void {
    this.#parts.pauseSign.put(false);
    this.#parts.slots.resume();
    this.#drawPause();
  }

  /** The jobs that a command of the view's menus is for: those it was passed, or else the selected ones. */
  chosen(node: unknown, nodes: unknown): BoardEntry[] {
    const passed: readonly unknown[] = Array.isArray(nodes) && nodes.length > 0 ? nodes : [node];
    const all = node === undefined ? (this.#view?.selection ?? []) : passed;
    return all.flatMap((one) => this.#parts.board.get(jobIdOf(one) ?? "") ?? []);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #update(change: BoardChange): void {
    this.tree.update(change);
    this.#keepTime();
    this.#drawAround();
  }

  #drawPause(): void {
    this.tree.drawWaiting();
    this.#drawAround();
  }

  /** Draws what stands around the tree. */
  #drawAround(): void {
    const { board, slots, state, pauseSign } = this.#parts;
    if (this.#isSigned !== slots.isPaused) {
      this.#isSigned = slots.isPaused;
      pauseSign.put(this.#isSigned);
    }
    const entries = board.inState(...boardStates);
    const counts = board.counts();
    this.#status.show(counts, slots.isPaused);
    if (this.#view) {
      this.#view.message = slots.isPaused ? pausedMessage : "";
    }
    void setContextKey("hasUnfinishedJobs", counts.running + counts.waiting > 0);
    void setContextKey("hasRetriableJobs", entries.some(isRetriable));
    void setContextKey("hasClearableJobs", entries.some(isClearable));
    void setContextKey("areJobsPaused", slots.isPaused);
    if (entries.length > 0) {
      void showViewFromNowOn(state);
    }
  }

  /** Time passes on the screen only while somebody can see it. */
  #keepTime(): void {
    const isSeen = this.#view?.visible === true && this.#parts.board.counts().running > 0;
    if (!isSeen) {
      clearInterval(this.#clock);
      this.#clock = undefined;
    } else {
      this.#clock ??= setInterval(() => this.tree.tick(), 1000);
    }
  }
}

const pausedMessage = vscode.l10n.t("Paused: nothing new begins. What is at fal.ai goes on.");

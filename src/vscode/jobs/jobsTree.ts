import * as vscode from "vscode";
import { boardStates } from "../../core/boardEntry.ts";
import type { BoardChange, BoardState } from "../../core/boardEntry.ts";
import type { JobBoard } from "../../core/jobBoard.ts";
import { groupItem, jobItem } from "./jobItem.ts";
import { groupOf, jobIdOf, parentOf, toNode } from "./jobNode.ts";
import type { JobNode } from "./jobNode.ts";

interface JobsTreeParts {
  readonly board: JobBoard;
  readonly isPaused: () => boolean;
  /** The text as it may be shown. */
  readonly shown: (text: string) => string;
  /** Resolves when the board knows what has ended before. */
  readonly whenRead: () => Promise<void>;
}

/** Milliseconds in which VS Code has asked for what has changed. */
const patience = 1000;

/** A group that nobody has open is not asked for, however often it is looked at. */
const mostLooks = 3;

/** The board as a tree of groups. Only what has changed is drawn again. */
export class JobsTree implements vscode.TreeDataProvider<JobNode>, vscode.Disposable {
  readonly #parts: JobsTreeParts;
  readonly #changed = new vscode.EventEmitter<JobNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** As the root was last given away. */
  #groups: readonly BoardState[] = [];
  /** The jobs of each group, as they were last given away. */
  readonly #given = new Map<BoardState, string>();
  #looking: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: JobsTreeParts) {
    this.#parts = parts;
  }

  async getChildren(node?: JobNode): Promise<JobNode[]> {
    const { whenRead } = this.#parts;
    if (node !== undefined) {
      const group = groupOf(node);
      return group ? this.#jobsOf(group) : [];
    }
    await whenRead();
    this.#groups = this.#filled();
    return [...this.#groups];
  }

  getTreeItem(node: JobNode): vscode.TreeItem {
    const { board, isPaused, shown } = this.#parts;
    const group = groupOf(node);
    if (group) {
      return groupItem(group, board.counts()[group]);
    }
    const entry = board.get(jobIdOf(node) ?? "");
    // One that is gone is drawn for the last time: its group follows.
    return entry
      ? jobItem(entry, { now: Date.now(), isPaused: isPaused() }, shown)
      : new vscode.TreeItem("");
  }

  getParent(node: JobNode): JobNode | undefined {
    return parentOf(node);
  }

  /** Draws what the board told. */
  update(change: BoardChange): void {
    this.#draw(change);
    this.#looking ??= this.#lookLater(mostLooks);
  }

  /** VS Code drops the news of a group that it is just reading, so what it was given is looked at once more. */
  #lookLater(looks: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      const stale = boardStates.filter((group) => this.#isStale(group));
      this.#looking = undefined;
      if (stale.length > 0) {
        this.#draw({ groups: new Set(stale), entries: [] });
        this.#looking = looks > 1 ? this.#lookLater(looks - 1) : undefined;
      }
    }, patience);
  }

  #isStale(group: BoardState): boolean {
    const given = this.#given.get(group);
    return given !== undefined && given !== this.#nodesOf(group).join();
  }

  #draw({ groups, entries }: BoardChange): void {
    const filled = this.#filled();
    const areSameGroups =
      filled.length === this.#groups.length &&
      filled.every((group, index) => group === this.#groups[index]);
    if (!areSameGroups) {
      this.#changed.fire(undefined);
      return;
    }
    const nodes = [...groups, ...entries.map(toNode)].filter((node) => {
      const parent = parentOf(node);
      return parent === undefined || !groups.has(parent);
    });
    if (nodes.length > 0) {
      this.#changed.fire(nodes);
    }
  }

  /** Draws the time that the running jobs take. */
  tick(): void {
    this.update({ groups: new Set(), entries: this.#parts.board.inState("running") });
  }

  /** Draws the jobs that wait, which say whether they are paused. */
  drawWaiting(): void {
    this.update({ groups: new Set(["waiting"]), entries: [] });
  }

  dispose(): void {
    clearTimeout(this.#looking);
    this.#changed.dispose();
  }

  #jobsOf(group: BoardState): JobNode[] {
    const nodes = this.#nodesOf(group);
    this.#given.set(group, nodes.join());
    return nodes;
  }

  #nodesOf(group: BoardState): JobNode[] {
    return this.#parts.board.inState(group).map(toNode);
  }

  #filled(): BoardState[] {
    const counts = this.#parts.board.counts();
    return boardStates.filter((state) => counts[state] > 0);
  }
}

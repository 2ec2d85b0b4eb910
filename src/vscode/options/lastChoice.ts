import type * as vscode from "vscode";
import { readChoice } from "../../core/choice.ts";
import type { Choice } from "../../core/choice.ts";

const key = "clarityUpscaler.lastChoice";

/** What was chosen the last time in this workspace. */
export class LastChoice {
  readonly #state: vscode.Memento;

  /** `state` is the workspace's. */
  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Undefined where nothing was chosen yet, or what was kept cannot be used. */
  get(): Choice | undefined {
    return readChoice(this.#state.get(key));
  }

  async set(choice: Choice): Promise<void> {
    await this.#state.update(key, choice);
  }
}

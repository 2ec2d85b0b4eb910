import * as vscode from "vscode";

/**
 * A file by which the next window knows of a pause, because it takes over what did not begin. VS Code's own
 * state is written too late for a window that is closed right afterwards.
 */
export class PauseSign {
  readonly #file: vscode.Uri;
  #last: Promise<unknown> = Promise.resolve();

  /** `folder` is the journal's. */
  constructor(folder: vscode.Uri) {
    this.#file = vscode.Uri.joinPath(folder, "paused");
  }

  /** Whether a window was paused when it was closed. */
  isThere(): Promise<boolean> {
    return Promise.resolve(vscode.workspace.fs.stat(this.#file)).then(
      () => true,
      () => false,
    );
  }

  /** Sets or removes the sign, one after the other. Without a disk there is no pause to remember, and no job either. */
  put(isPaused: boolean): void {
    const { fs } = vscode.workspace;
    this.#last = this.#last
      .then(() => (isPaused ? fs.writeFile(this.#file, new Uint8Array()) : fs.delete(this.#file)))
      .catch(() => undefined);
  }
}

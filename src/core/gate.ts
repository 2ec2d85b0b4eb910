/** Lets everybody through while it is open; who comes while it is shut waits until it opens. */
export class Gate {
  #opened: Promise<void> | undefined;
  #open: () => void = () => undefined;

  get isShut(): boolean {
    return this.#opened !== undefined;
  }

  shut(): void {
    this.#opened ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#opened = undefined;
    this.#open();
  }

  /** Resolves when the gate is open, which it may already be. */
  async pass(): Promise<void> {
    // It may be shut again before those who waited come to their turn.
    while (this.#opened) {
      await this.#opened;
    }
  }
}

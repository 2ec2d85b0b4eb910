/** Tells waiting code that something about the server has changed. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  notify(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Calls back after every change, until the function that it returns is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with the first value that `read` finds; rejects with `describe()` after `ms`. */
  until<T>(read: () => T | undefined, ms: number, describe: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error(describe()))), ms);
      const stopListening = this.listen(look);
      look();

      function settle(how: () => void): void {
        clearTimeout(timer);
        stopListening();
        how();
      }
      function look(): void {
        const value = read();
        if (value !== undefined) {
          settle(() => resolve(value));
        }
      }
    });
  }
}

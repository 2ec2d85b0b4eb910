/** The server's clock: the real one, which a test can put forward to let things expire. */
export class Clock {
  #skippedMs = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#skippedMs;
  }

  skip(seconds: number): void {
    this.#skippedMs += seconds * 1000;
  }

  reset(): void {
    this.#skippedMs = 0;
  }
}

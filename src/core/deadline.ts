/** Aborts its signal with a `TimeoutError` when its time is over, which does not pass while it is stopped. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts at once. */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives all of the time anew. */
  start(): void {
    this.stop();
    this.#timer = setTimeout(
      () => this.#controller.abort(new DOMException("the time is over", "TimeoutError")),
      this.#milliseconds,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Room for so many bytes, given out in the order in which it is asked for. */
export class Room {
  readonly #size: number;
  readonly #asking: { readonly bytes: number; readonly enter: () => void }[] = [];
  #free: number;

  constructor(size: number) {
    this.#size = size;
    this.#free = size;
  }

  /** Runs `work` when there is room for `bytes`. What needs more than there is has all of it for itself. */
  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const share = Math.min(bytes, this.#size);
    await this.#take(share);
    try {
      return await work();
    } finally {
      this.#give(share);
    }
  }

  async #take(bytes: number): Promise<void> {
    // Whoever asked first enters first: small ones that overtake would keep a large one out for good.
    if (this.#asking.length > 0 || bytes > this.#free) {
      await new Promise<void>((enter) => this.#asking.push({ bytes, enter }));
    } else {
      this.#free -= bytes;
    }
  }

  #give(bytes: number): void {
    this.#free += bytes;
    for (let [first] = this.#asking; first && first.bytes <= this.#free; [first] = this.#asking) {
      this.#asking.shift();
      this.#free -= first.bytes;
      first.enter();
    }
  }
}

import { now } from "./clock.ts";

/** One direction of a line that all connections share. Who sends more than others has no more of it. */
export class Link {
  readonly #bytesPerSecond: number;
  readonly #delay: number;
  #freeAt = 0;

  /** `delay` in milliseconds from one end to the other. */
  constructor(bytesPerSecond: number, delay: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#delay = delay;
  }

  /** What takes about 5 ms: whoever waits behind somebody's piece does not wait longer. */
  get pieceSize(): number {
    return Math.max(1, Math.ceil(this.#bytesPerSecond / 200));
  }

  /** Puts bytes on the line: when the last of them has left its beginning, and when it comes to its end. */
  send(bytes: number): { readonly leavesAt: number; readonly arrivesAt: number } {
    const beginsAt = Math.max(now(), this.#freeAt);
    this.#freeAt = beginsAt + (bytes / this.#bytesPerSecond) * 1000;
    return { leavesAt: this.#freeAt, arrivesAt: this.#freeAt + this.#delay };
  }
}

/** What stands before a number that counts progress: nothing, a title, or a word for a unit of work. */
const before = String.raw`(?:^|[:\]|]\s*|\b(?:steps?|tiles?|pass|iterations?|progress|sampling|done|at)\s*)`;
const fraction = new RegExp(
  String.raw`${before}(?:\d{1,3}(?:\.\d+)?\s?%\s*)?(\d{1,5})\s*/\s*(\d{1,5})(?![\d./-]|\s*(?:[kmgt]i?b|px|pixels?|mp)\b)`,
  "i",
);
const percentage = new RegExp(String.raw`${before}(\d{1,3})(?:\.\d+)?\s?%`, "i");

/** The percentage that a log line really counts (`10/18`, `Sampling: 56%`), or undefined. */
export function countedPercent(line: string): number | undefined {
  const [, done, total] = fraction.exec(line) ?? [];
  if (
    done !== undefined &&
    total !== undefined &&
    Number(total) > 1 &&
    Number(done) <= Number(total)
  ) {
    return (100 * Number(done)) / Number(total);
  }
  const [, percent] = percentage.exec(line) ?? [];
  return percent !== undefined && Number(percent) <= 100 ? Number(percent) : undefined;
}

/**
 * A percentage that never goes back: larger scales run in several passes, each counting from 0 again. It
 * stays below 100, because the picture is not on disk yet.
 */
export class HeldPercent {
  #current: number | undefined;

  get current(): number | undefined {
    return this.#current;
  }

  /** Takes a new line into account. */
  see(line: string): void {
    const counted = countedPercent(line);
    if (counted !== undefined) {
      this.#current = Math.max(this.#current ?? 0, Math.min(99, Math.floor(counted)));
    }
  }
}

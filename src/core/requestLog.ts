import { cleanText } from "./cleanText.ts";
import { isRecord } from "./record.ts";

const mostLines = 10_000;

/** The last state of each line: what a terminal would show after its carriage returns. */
const shownLines = (message: string): string[] =>
  message
    .split(/\r?\n/)
    .map((line) => line.split("\r").findLast((part) => part.trim() !== "") ?? "")
    .map((line) => cleanText(line))
    .filter((line) => line !== "");

interface Entry {
  readonly key: string;
  readonly message: string;
}

/** fal documents several shapes of an entry; only `message` is common to them. */
function toEntry(entry: unknown): Entry[] {
  if (!isRecord(entry) || typeof entry["message"] !== "string") {
    return [];
  }
  const { message, timestamp } = entry;
  return [{ key: `${typeof timestamp === "string" ? timestamp : ""}|${message}`, message }];
}

/** The log of one request, each line once, whether the answers repeat what went before or not. */
export class RequestLog {
  readonly #seen = new Set<string>();
  #last: readonly Entry[] = [];
  /** A flood is neither told nor remembered. */
  #isCut = false;

  /**
   * The clean lines of `logs` that are new since the last call. `logs` is what a status answer holds: null,
   * all entries so far, or only the newest ones.
   */
  add(logs: unknown): string[] {
    if (this.#isCut) {
      return [];
    }
    const entries = Array.isArray(logs) ? logs.flatMap(toEntry) : [];
    const fresh = this.#fresh(entries);
    if (entries.length > 0) {
      this.#last = entries;
    }
    for (const { key } of fresh) {
      this.#seen.add(key);
    }
    this.#isCut = this.#seen.size > mostLines;
    return this.#isCut
      ? ["(more lines than anybody reads; the rest is left out)"]
      : fresh.flatMap(({ message }) => shownLines(message));
  }

  #fresh(entries: readonly Entry[]): readonly Entry[] {
    const repeats =
      this.#last.length > 0 && this.#last.every(({ key }, index) => entries[index]?.key === key);
    return repeats
      ? entries.slice(this.#last.length)
      : entries.filter(({ key }) => !this.#seen.has(key));
  }
}

import stripAnsi from "strip-ansi";
import { redact } from "./redact.ts";

/** More than any honest line has; a hostile one is cut here. */
const longest = 500;

// Control characters, and the ones that reorder text around them.
const invisible = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]+/gu;
// The bar of a progress line (tqdm): blocks between two strokes.
const bar = /\s*\|[\s#=>.\-\u2580-\u259f]*\|\s*/gu;

/**
 * One line of foreign text as plain words: no terminal codes, control characters, bars, secrets or links.
 * `secrets` as in `redact`. May be empty.
 */
export function cleanText(text: string, secrets: readonly string[] = []): string {
  const plain = stripAnsi(text)
    .replace(bar, " ")
    .replace(invisible, " ")
    .replace(/\s+/g, " ")
    .trim();
  const safe = redact(plain, secrets);
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}

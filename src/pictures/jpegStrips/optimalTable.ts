import type { HuffmanTable } from "./huffmanTable.ts";

/** Stands for the code of nothing but ones, which a JPEG must not use. */
const reserved = 256;

const longest = 16;

/** The table that writes symbols that occur so often in the fewest bits, with codes of up to 16 (ITU-T T.81, K.2). */
export function optimalTable(frequencies: Float64Array): HuffmanTable {
  const lengths = codeLengths(frequencies);
  const counts = limited(lengths);
  const symbols = Array.from(frequencies.keys())
    .filter((symbol) => lengths[symbol])
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  return { counts, symbols: Uint8Array.from(symbols) };
}

/** Joins the two rarest groups of symbols until there is one; each time their codes become a bit longer. */
function codeLengths(frequencies: Float64Array): Uint8Array {
  const lengths = new Uint8Array(reserved + 1);
  const groups = [...frequencies, 1]
    .map((frequency, symbol) => ({ frequency, symbols: [symbol] }))
    .filter(({ frequency }) => frequency > 0);
  // Of equals the later come last, and the reserved code becomes one of the longest.
  groups.sort((a, b) => b.frequency - a.frequency);
  for (let rarest = groups.pop(); rarest; rarest = groups.pop()) {
    const next = groups.pop();
    if (!next) {
      break;
    }
    const symbols = [...next.symbols, ...rarest.symbols];
    for (const symbol of symbols) {
      lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    }
    const frequency = next.frequency + rarest.frequency;
    const place = groups.findIndex((group) => group.frequency < frequency);
    groups.splice(place < 0 ? groups.length : place, 0, { frequency, symbols });
  }
  return lengths;
}

/** How many codes of each length remain where none is longer than 16 and the reserved one is gone (figures K.3 and K.4). */
function limited(lengths: Uint8Array): Uint8Array {
  const counts = new Uint16Array(lengths.length + 1);
  for (const length of lengths) {
    counts[length] = (counts[length] ?? 0) + 1;
  }
  counts[0] = 0;
  for (let length = lengths.length; length > longest; length -= 1) {
    while (counts[length]) {
      shorten(counts, length);
    }
  }
  const last = counts.findLastIndex((count) => count > 0);
  counts[last] = (counts[last] ?? 0) - 1;
  return Uint8Array.from(counts.subarray(1, longest + 1));
}

/** Takes a pair of codes of this length away: one moves up into their prefix, the other becomes the twin of a shorter code. */
function shorten(counts: Uint16Array, length: number): void {
  const shorter = counts.findLastIndex((count, index) => count > 0 && index < length - 1);
  const add = (index: number, more: number) => (counts[index] = (counts[index] ?? 0) + more);
  add(length, -2);
  add(length - 1, 1);
  add(shorter + 1, 2);
  add(shorter, -1);
}

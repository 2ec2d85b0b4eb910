/** A Huffman table as a JPEG holds it (ITU-T T.81, B.2.4.2). */
export interface HuffmanTable {
  /** How many codes have 1 bit, 2 bits, up to 16. */
  readonly counts: Uint8Array;
  /** From the shortest code to the longest. */
  readonly symbols: Uint8Array;
}

/** For each symbol its code (the upper 16 bits) and the code's length in bits, 0 where it has none (C.2). */
export function codesOf(table: HuffmanTable): Uint32Array {
  const codes = new Uint32Array(256);
  for (const { symbol, code, length } of entriesOf(table)) {
    codes[symbol] = (code << 16) | length;
  }
  return codes;
}

/** For any 16 bits the symbol they begin with (the lower byte) and the length of its code (the upper). */
export function lookupOf(table: HuffmanTable): Uint16Array {
  const lookup = new Uint16Array(2 ** 16);
  for (const { symbol, code, length } of entriesOf(table)) {
    const rest = 16 - length;
    lookup.fill((length << 8) | symbol, code << rest, (code + 1) << rest);
  }
  return lookup;
}

function* entriesOf({ counts, symbols }: HuffmanTable) {
  let [index, code] = [0, 0];
  for (const [shorter, count] of counts.entries()) {
    for (const symbol of symbols.subarray(index, index + count)) {
      yield { symbol, code, length: shorter + 1 };
      code += 1;
    }
    index += count;
    code <<= 1;
  }
}

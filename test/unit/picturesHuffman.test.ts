import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { codesOf, lookupOf } from "../../src/pictures/jpegStrips/huffmanTable.ts";
import { optimalTable } from "../../src/pictures/jpegStrips/optimalTable.ts";

const frequenciesOf = (counts: readonly (readonly [symbol: number, count: number])[]) => {
  const frequencies = new Float64Array(256);
  for (const [symbol, count] of counts) {
    frequencies[symbol] = count;
  }
  return frequencies;
};

const lengthsFor = (frequencies: Float64Array) =>
  Array.from(codesOf(optimalTable(frequencies)), (code) => code & 0xffff);

/** Each number is the sum of the two before: what makes the longest codes. */
const fibonacci = (count: number) =>
  Array.from({ length: count }).reduce<number[]>(
    (all) => [...all, (all.at(-1) ?? 1) + (all.at(-2) ?? 0)],
    [],
  );

suite("an optimal Huffman table", () => {
  test("has a code for each symbol that occurs and no other, none of only ones", () => {
    const counts = fc.array(
      fc.tuple(fc.nat({ max: 255 }), fc.integer({ min: 1, max: 2 ** 30 }).map(Math.sqrt)),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(counts, (pairs) => {
        const frequencies = frequenciesOf(pairs);
        const table = optimalTable(frequencies);
        const lookup = lookupOf(table);
        for (const [symbol, code] of codesOf(table).entries()) {
          const [bits, length] = [code >>> 16, code & 0xffff];
          assert.equal(length > 0, (frequencies[symbol] ?? 0) > 0);
          assert.ok(length <= 16 && (length === 0 || bits < 2 ** length - 1));
          const found = length
            ? [lookup[bits << (16 - length)], lookup[((bits + 1) << (16 - length)) - 1]]
            : [];
          assert.ok(found.every((entry) => entry === ((length << 8) | symbol)));
        }
      }),
    );
  });

  const cases: Record<string, [number[], number[]]> = {
    "one symbol takes a bit": [[5], [1]],
    "two take one and two: a third code is reserved": [
      [5, 9],
      [2, 1],
    ],
    "halves, quarters, eighths": [
      [800, 400, 200, 100],
      [1, 2, 3, 4],
    ],
    "what is as frequent is as long": [
      [7, 7, 7],
      [2, 2, 2],
    ],
  };
  for (const [promise, [counts, lengths]] of Object.entries(cases)) {
    test(promise, () => {
      const found = lengthsFor(frequenciesOf(counts.map((count, symbol) => [symbol, count])));
      assert.deepEqual(found.slice(0, lengths.length), lengths);
    });
  }

  test("codes that would take more than 16 bits take 16", () => {
    const lengths = lengthsFor(
      frequenciesOf(fibonacci(40).map((count, symbol) => [symbol, count])),
    );
    assert.equal(Math.max(...lengths), 16);
    assert.equal(lengths[39], 1);
    const room = lengths.filter(Boolean).reduce((sum, length) => sum + 2 ** -length, 0);
    // All but the reserved code is used.
    assert.equal(room, 1 - 2 ** -16);
  });
});

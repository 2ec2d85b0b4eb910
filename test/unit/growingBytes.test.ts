import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { GrowingBytes } from "../../src/core/growingBytes.ts";

const piece = (length: number, value: number) => new Uint8Array(length).fill(value);

suite("bytes that arrive in pieces", () => {
  for (const [title, expected, lengths] of [
    ["as many as are expected", 100, [1, 10, 50, 39]],
    ["fewer than are expected", 1000, [5, 1, 300]],
    ["in one piece", 8, [8]],
    ["none at all", 8, []],
    ["none at all, as expected", 0, []],
  ] as const) {
    test(`are put together: ${title}`, () => {
      const bytes = new GrowingBytes(expected);
      const pieces = lengths.map((length, index) => piece(length, index + 1));
      pieces.forEach((one) => bytes.add(one));
      const whole = Buffer.concat(pieces);
      assert.equal(bytes.length, whole.length);
      assert.deepEqual(Buffer.from(bytes.taken()), whole);
      // What follows copies and hands over whole buffers.
      assert.equal(bytes.taken().buffer.byteLength, whole.length);
    });
  }

  test("can be looked at and taken back from the end", () => {
    const bytes = new GrowingBytes(20);
    bytes.add(Uint8Array.of(1, 2, 3, 4));
    assert.deepEqual(bytes.last(2), Uint8Array.of(3, 4));
    bytes.cutTo(1);
    bytes.add(Uint8Array.of(5));
    assert.deepEqual(bytes.taken(), Uint8Array.of(1, 5));
  });

  test("take no more memory than eight times what has come, however many are announced", () => {
    const bytes = new GrowingBytes(2 ** 40);
    for (let come = 1; come <= 3000; come++) {
      bytes.add(piece(1, 1));
      assert.ok(bytes.room <= 8 * come, `${bytes.room} for ${come}`);
    }
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { toBase64, toBase64InPieces } from "../../src/core/base64.ts";

const lengths = [0, 1, 2, 3, 255, 8189, 8190, 8191, 100_000];

const bytesOf = (length: number) =>
  Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 255);

for (const encode of [toBase64, toBase64InPieces]) {
  suite(encode.name, () => {
    for (const length of lengths) {
      test(`writes ${length} bytes as Node does`, () => {
        const bytes = bytesOf(length);
        assert.equal(encode(bytes), Buffer.from(bytes).toString("base64"));
      });
    }

    test("writes the part of a buffer that it is given", () => {
      assert.equal(encode(bytesOf(9).subarray(3, 6)), "FRwj");
    });
  });
}

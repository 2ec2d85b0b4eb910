import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { toBase64 } from "../../src/core/base64.ts";

suite("toBase64", () => {
  for (const length of [0, 1, 2, 3, 255, 8189, 8190, 8191, 100_000]) {
    test(`writes ${length} bytes as Node does`, () => {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 255);
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
    });
  }
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { typedNumber } from "../../src/core/typedNumber.ts";

suite("typedNumber", () => {
  for (const [text, expected] of [
    ["2", 2],
    [" 1.5 ", 1.5],
    ["1,5", 1.5],
    ["0", 0],
    ["1920 px", 1920],
    ["1920PX", 1920],
    ["2x", 2],
    ["3 ×", 3],
    ["2,5 MP", 2.5],
    ["", undefined],
    ["  ", undefined],
    ["-1", undefined],
    ["1e3", undefined],
    [".5", undefined],
    ["1.", undefined],
    ["1,920.5", undefined],
    ["1920 1080", undefined],
    ["0x10", undefined],
    ["Infinity", undefined],
    ["2 px 3", undefined],
    ["٣", undefined],
  ] as const) {
    test(`${JSON.stringify(text)} is ${expected ?? "no number"}`, () => {
      assert.equal(typedNumber(text), expected);
    });
  }
});

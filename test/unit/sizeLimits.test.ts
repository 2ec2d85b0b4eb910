import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import { checkSize, isExpectedSize } from "../../src/core/sizeLimits.ts";

const sized = (width: number, height: number, byteLength = 1) => ({
  width,
  height,
  format: "png" as const,
  bytes: new Uint8Array(byteLength),
});

const refusal = (subject: string) => (error: unknown) =>
  error instanceof UpscaleError && error.reason === "tooLarge" && error.subject === subject;

suite("checkSize", () => {
  test("a picture that the model can take passes", () => {
    assert.doesNotThrow(() => checkSize(sized(4000, 3000), 2));
  });

  test("a result far beyond the model is refused, whatever the source's size", () => {
    assert.throws(() => checkSize(sized(4000, 3000), 4), refusal("output"));
  });

  test("a file that fal would not download is refused", () => {
    assert.throws(() => checkSize(sized(10, 10, 50 * 1024 * 1024 + 1), 1), refusal("source"));
  });
});

suite("isExpectedSize", () => {
  const cases = [
    [sized(100, 50), sized(200, 100), 2, true],
    [sized(101, 51), sized(208, 112), 2, true],
    [sized(1000, 500), sized(1984, 1008), 2, true],
    [sized(100, 50), sized(100, 50), 2, false],
    [sized(100, 50), sized(100, 200), 2, false],
    [sized(1000, 500), sized(4000, 2000), 2, false],
    [sized(3, 3), sized(5, 5), 1.5, true],
  ] as const;
  for (const [source, result, scale, expected] of cases) {
    test(`${source.width}×${source.height} at ${scale}× giving ${result.width}×${result.height}`, () => {
      assert.equal(isExpectedSize(source, result, scale), expected);
    });
  }
});

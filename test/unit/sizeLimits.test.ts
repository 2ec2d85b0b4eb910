import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import { models } from "../../src/core/model.ts";
import { clarityOptions, deviceOptions } from "../support/fakes.ts";
import { checkSize, isExpectedSize, largestScale } from "../../src/core/sizeLimits.ts";

const sized = (width: number, height: number, byteLength = 1): EncodedImage => ({
  width,
  height,
  format: "png",
  isLossy: false,
  hasAlpha: false,
  bytes: new Uint8Array(byteLength),
});

const atScale = (scale: number) => ({ ...clarityOptions, scale });
const hereAt = (scale: number) => ({ ...deviceOptions, scale });

const refusal = (subject: string) => (error: unknown) =>
  error instanceof UpscaleError && error.reason === "tooLarge" && error.subject === subject;

suite("checkSize", () => {
  test("a picture that the model can take passes", () => {
    assert.doesNotThrow(() => checkSize(sized(4000, 3000), atScale(2)));
  });

  test("a result far beyond the model is refused, whatever the source's size", () => {
    assert.throws(() => checkSize(sized(4000, 3000), atScale(4)), refusal("output"));
  });

  test("a file that fal would not download is refused", () => {
    assert.throws(
      () => checkSize(sized(10, 10, 50 * 1024 * 1024 + 1), atScale(1)),
      refusal("source"),
    );
  });

  test("on this device memory and the format set the limit, not fal", () => {
    assert.doesNotThrow(() => checkSize(sized(5000, 5000, 51 * 1024 * 1024), hereAt(2)));
    assert.throws(() => checkSize(sized(6000, 6000), hereAt(2)), refusal("scale"));
    assert.throws(
      () => checkSize({ ...sized(9000, 10), format: "webp" }, hereAt(2)),
      refusal("scale"),
    );
    assert.throws(
      () => checkSize({ ...sized(20_000, 10), format: "jpeg" }, hereAt(4)),
      refusal("scale"),
    );
  });
});

suite("largestScale", () => {
  for (const [width, height, model, expected] of [
    [1280, 720, "clarity", 4],
    [6000, 4000, "clarity", 2.04],
    [6000, 4000, "device-fast", 2.23],
    [10_000, 10_000, "clarity", 1],
    [10_001, 10_000, "clarity", undefined],
    [20_000, 10_000, "device-standard", undefined],
  ] as const) {
    test(`of ${width} × ${height} for ${model} is ${expected ?? "none"}`, () => {
      assert.equal(largestScale({ ...sized(width, height), byteLength: 1 }, model), expected);
    });
  }

  test("is none for a file that fal would not download", () => {
    const heavy = { ...sized(10, 10), byteLength: 50 * 1024 * 1024 + 1 };
    assert.deepEqual(
      [largestScale(heavy, "clarity"), largestScale(heavy, "device-fast")],
      [undefined, 4],
    );
  });

  test("follows what the format can hold", () => {
    const wide = { ...sized(9000, 10), byteLength: 1 };
    assert.equal(largestScale({ ...wide, format: "webp" }, "device-fast"), 1.82);
  });

  test("passes the check, and a hundredth more does not", () => {
    const side = fc.integer({ min: 1, max: 12_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(...models), (width, height, model) => {
        const image = sized(width, height);
        const largest = largestScale({ ...image, byteLength: 1 }, model);
        const check = (scale: number) => () => {
          checkSize(image, { ...(model === "clarity" ? clarityOptions : deviceOptions), scale });
        };
        if (largest !== undefined) {
          assert.doesNotThrow(check(largest));
        }
        if (largest !== 4) {
          assert.throws(check((largest ?? 0.99) + 0.01), UpscaleError);
        }
      }),
    );
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

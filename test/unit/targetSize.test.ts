import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { askedScale, outputSize, scaleFor } from "../../src/core/targetSize.ts";
import type { TargetSize } from "../../src/core/targetSize.ts";

const source = { width: 1280, height: 720 };

suite("scaleFor", () => {
  for (const [target, expected, size] of [
    [{ kind: "factor", factor: 1.5 }, 1.5, "1920 × 1080"],
    [{ kind: "width", pixels: 1920 }, 1.5, "1920 × 1080"],
    [{ kind: "height", pixels: 1000 }, 1000 / 720, "1778 × 1000"],
    [{ kind: "width", pixels: 640 }, 0.5, "640 × 360"],
    [{ kind: "width", pixels: 12_800 }, 10, "12800 × 7200"],
    [{ kind: "megapixels", megapixels: 3.6864 }, 2, "2560 × 1440"],
  ] as const satisfies readonly [TargetSize, number, string][]) {
    test(`${JSON.stringify(target)} makes 1280 × 720 ${size}`, () => {
      const scale = scaleFor(target, source);
      assert.ok(Math.abs(scale - expected) < 1e-12);
      const { width, height } = outputSize(source, scale);
      assert.equal(`${width} × ${height}`, size);
    });
  }

  const side = fc.integer({ min: 1, max: 40_000 });

  test("a side that is asked for is met to the pixel", () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 160_000 }), (width, height, pixels) => {
        const size = { width, height };
        const wide = outputSize(size, scaleFor({ kind: "width", pixels }, size));
        const high = outputSize(size, scaleFor({ kind: "height", pixels }, size));
        assert.deepEqual([wide.width, high.height], [pixels, pixels]);
      }),
    );
  });

  test("megapixels are met as closely as whole pixels allow", () => {
    const some = fc.integer({ min: 50, max: 4000 });
    fc.assert(
      fc.property(some, some, fc.double({ min: 1, max: 100, noNaN: true }), (...facts) => {
        const [width, height, megapixels] = facts;
        const made = outputSize(
          { width, height },
          scaleFor({ kind: "megapixels", megapixels }, { width, height }),
        );
        const most = (made.width + made.height + 1) / 2 / 1e6;
        assert.ok(Math.abs((made.width * made.height) / 1e6 - megapixels) <= most);
      }),
    );
  });
});

suite("askedScale", () => {
  for (const [target, expected] of [
    [{ kind: "width", pixels: 1920 }, 1.5],
    // No model takes more than 4.
    [{ kind: "width", pixels: 12_800 }, 4],
    [{ kind: "megapixels", megapixels: 1000 }, 4],
    // It measures that much already, or more.
    [{ kind: "width", pixels: 1280 }, undefined],
    [{ kind: "height", pixels: 719 }, undefined],
    [{ kind: "megapixels", megapixels: 0.5 }, undefined],
    // Who asks for the same size by a factor wants it drawn again.
    [{ kind: "factor", factor: 1 }, 1],
  ] as const satisfies readonly [TargetSize, number | undefined][]) {
    test(`${JSON.stringify(target)} asks ${expected ?? "nothing"} of 1280 × 720`, () => {
      assert.equal(askedScale(target, source), expected);
    });
  }
});

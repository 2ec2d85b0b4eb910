import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { decode } from "../../src/pictures/decode.ts";
import { orient } from "../../src/pictures/orient.ts";
import type { Raster } from "../../src/pictures/raster.ts";
import { loadAsset } from "../support/assets.ts";
import { colourAt, picture, quarters } from "../support/images.ts";
import { anyRaster, drawn } from "../support/rasters.ts";

/** Rows of reds, one digit each. */
const digits = ({ width, height, data }: Raster): string[] =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_column, x) => data[(y * width + x) * 4]).join(""),
  );

const stored = drawn(3, 2, (x, y) => [1 + x + 3 * y, 0, 0, 255]);

suite("orient turns stored pixels upright", () => {
  const upright: Record<number, readonly string[]> = {
    1: ["123", "456"],
    2: ["321", "654"],
    3: ["654", "321"],
    4: ["456", "123"],
    5: ["14", "25", "36"],
    6: ["41", "52", "63"],
    7: ["63", "52", "41"],
    8: ["36", "25", "14"],
  };
  for (const [orientation, rows] of Object.entries(upright)) {
    test(`orientation ${orientation}`, () => {
      assert.deepEqual(digits(orient(stored, Number(orientation))), rows);
    });
  }

  const inverses = [1, 2, 3, 4, 5, 8, 7, 6];
  test("turning there and back gives the same picture, whatever its size", () => {
    fc.assert(
      fc.property(
        anyRaster({ width: 200, height: 90 }),
        fc.integer({ min: 1, max: 8 }),
        (raster, orientation) => {
          const back = inverses[orientation - 1] ?? 1;
          assert.deepEqual(orient(orient(raster, orientation), back), raster);
        },
      ),
    );
  });

  test("bytes that are not aligned to four are read as well", () => {
    const shifted = new Uint8ClampedArray(stored.data.length + 1).subarray(1);
    shifted.set(stored.data);
    assert.deepEqual(orient({ ...stored, data: shifted }, 3), orient(stored, 3));
  });
});

suite("decode applies the orientation exactly once", () => {
  const corners = [
    [0.15, 0.15],
    [0.85, 0.15],
    [0.15, 0.85],
    [0.85, 0.85],
  ] as const;
  for (const format of ["png", "jpeg", "webp"] as const) {
    for (let orientation = 1; orientation <= 8; orientation++) {
      test(`${format}, orientation ${orientation}`, async () => {
        const bytes = await picture({ format, orientation });
        const { width, height, data } = await decode(bytes, loadAsset);
        assert.deepEqual([width, height], orientation >= 5 ? [32, 48] : [48, 32]);
        for (const [x, y] of corners) {
          const offset = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
          const expected = await colourAt(bytes, x, y);
          for (const [channel, level] of expected.entries()) {
            assert.ok(Math.abs((data[offset + channel] ?? 0) - level) <= 12, `${x}, ${y}`);
          }
        }
      });
    }
  }

  test("the corners of the test picture tell every orientation apart", () => {
    assert.equal(new Set(Object.values(quarters).map(String)).size, 4);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { cut } from "../../src/pictures/pieces.ts";
import { resample, sourceRegion, support } from "../../src/pictures/resample.ts";
import type { Raster, Region, Size } from "../../src/pictures/raster.ts";
import { anyRaster, drawn, flat, largestDifference, pixelAt } from "../support/rasters.ts";

const whole = ({ width, height }: Size): Region => ({ x: 0, y: 0, width, height });
const resized = (raster: Raster, size: Size): Raster =>
  resample(raster, { x: 0, y: 0 }, raster, size, whole(size));
const greys = (raster: Raster): number[] =>
  [...raster.data].filter((_sample, index) => index % 4 === 0);

const side = fc.integer({ min: 1, max: 60 });
const anySize = fc.record({ width: side, height: side });

suite("resample is Lanczos3 as Pillow computes it", () => {
  const row = [0, 255, 10, 200, 90, 30, 255, 255, 0, 60];
  // Pillow 9.4: Image.fromarray(row, "L").resize((length, 1), Image.LANCZOS).
  const expected = [
    [115, 104, 171, 95],
    [99, 126, 142, 47, 229, 161, 16],
    row,
    [0, 143, 242, 34, 82, 210, 123, 18, 56, 218, 255, 215, 26, 7, 73],
    [0, 63, 219, 224, 54, 23, 153, 209, 139, 47, 11, 73, 197, 255, 255, 192, 45, 0, 35, 78],
  ];
  const level = (index: number) => row[index] ?? 0;

  for (const levels of expected) {
    test(`10 pixels to ${levels.length}, in a row and in a column`, () => {
      const across = drawn(10, 1, (x) => [level(x), level(x), level(x), 255]);
      const down = drawn(1, 10, (_x, y) => [level(y), level(y), level(y), 255]);
      assert.deepEqual(greys(resized(across, { width: levels.length, height: 1 })), levels);
      assert.deepEqual(greys(resized(down, { width: 1, height: levels.length })), levels);
    });
  }
});

suite("resample keeps what must not change", () => {
  test("a flat picture stays flat, whatever its size becomes", () => {
    const colour = fc.tuple(...([0, 0, 0] as const).map(() => fc.integer({ min: 0, max: 255 })));
    fc.assert(
      fc.property(anySize, anySize, colour, (from, to, [red = 0, green = 0, blue = 0]) => {
        const result = resized(flat(from.width, from.height, [red, green, blue, 255]), to);
        assert.deepEqual(result, flat(to.width, to.height, [red, green, blue, 255]));
      }),
    );
  });

  test("the same size gives the same opaque picture", () => {
    fc.assert(
      fc.property(anyRaster({ width: 30, height: 30 }), (raster) => {
        const opaque = drawn(raster.width, raster.height, (x, y) => {
          const [red = 0, green = 0, blue = 0] = pixelAt(raster, x, y);
          return [red, green, blue, 255];
        });
        assert.deepEqual(resized(opaque, opaque), opaque);
      }),
    );
  });

  test("invisible colours do not shine through", () => {
    const edge = drawn(8, 8, (x) => (x < 4 ? [200, 100, 50, 255] : [0, 255, 255, 0]));
    for (const size of [3, 5, 13, 16, 31]) {
      const { data } = resized(edge, { width: size, height: size });
      for (let offset = 0; offset < data.length; offset += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(offset, offset + 4);
        const tolerance = alpha === 0 ? 255 : 1;
        assert.ok(
          Math.abs(red - 200) <= tolerance && Math.abs(green - 100) <= tolerance,
          `${size}`,
        );
        assert.ok(Math.abs(blue - 50) <= tolerance, `${size}`);
      }
    }
  });

  test("a picture mirrored before is mirrored afterwards", () => {
    const mirrored = (raster: Raster) =>
      drawn(raster.width, raster.height, (x, y) => {
        const [red = 0, green = 0, blue = 0, alpha = 0] = pixelAt(raster, raster.width - 1 - x, y);
        return [red, green, blue, alpha];
      });
    const picture = drawn(13, 7, (x, y) => [x * 19, y * 36, (x * y * 29) % 256, 255]);
    for (const size of [
      { width: 26, height: 14 },
      { width: 9, height: 20 },
    ]) {
      const difference = largestDifference(
        mirrored(resized(picture, size)),
        resized(mirrored(picture), size),
      );
      assert.ok(difference <= 1);
    }
  });
});

suite("resample in pieces", () => {
  const part = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());

  test("gives the same bytes as the whole, from no more than the source region", () => {
    fc.assert(
      fc.property(
        anyRaster({ width: 50, height: 50 }),
        anySize,
        part,
        (raster, size, [a, b, c, d]) => {
          const x = a % size.width;
          const y = b % size.height;
          const output = {
            x,
            y,
            width: 1 + (c % (size.width - x)),
            height: 1 + (d % (size.height - y)),
          };
          const region = sourceRegion(raster, size, output);
          const piece = resample(cut(raster, region), region, raster, size, output);
          assert.deepEqual(piece, cut(resized(raster, size), output));
        },
      ),
    );
  });

  test("what lies elsewhere does not matter: an opaque part is as in an opaque picture", () => {
    const opaque = drawn(64, 16, (x, y) => [x * 4, y * 16, (x * y) % 256, 255]);
    const holed = drawn(64, 16, (x, y) => [x * 4, y * 16, (x * y) % 256, x < 32 ? 255 : y * 9]);
    const size = { width: 100, height: 25 };
    const output = { x: 0, y: 0, width: 40, height: 25 };
    const at = { x: 0, y: 0 };
    assert.deepEqual(
      resample(holed, at, holed, size, output),
      resample(opaque, at, opaque, size, output),
    );
  });

  test("a piece that is too small is refused", () => {
    const full = { width: 100, height: 100 };
    const output = { x: 40, y: 40, width: 10, height: 10 };
    const size = { width: 150, height: 150 };
    const { x, y, width, height } = sourceRegion(full, size, output);
    for (const [at, piece] of [
      [{ x: x + 5, y }, flat(width, height, [0, 0, 0, 255])],
      [{ x, y }, flat(width - 5, height, [0, 0, 0, 255])],
      [{ x, y }, flat(width, height - 5, [0, 0, 0, 255])],
    ] as const) {
      assert.throws(() => resample(piece, at, full, size, output), RangeError);
    }
  });

  test("the support is the kernel's, widened when shrinking", () => {
    assert.deepEqual(
      [support(100, 200), support(100, 100), support(200, 100), support(300, 100)],
      [4, 0, 7, 10],
    );
  });
});

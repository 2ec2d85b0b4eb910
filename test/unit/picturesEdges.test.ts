import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { correctEdges } from "../../src/pictures/edgeColours.ts";
import { madeOpaque } from "../../src/pictures/opaque.ts";
import { quiet } from "../../src/pictures/quiet.ts";
import { resample } from "../../src/pictures/resample.ts";
import type { Raster, Size } from "../../src/pictures/raster.ts";
import { anyRaster, drawn, flat, pixelAt } from "../support/rasters.ts";

const pause = () => Promise.resolve();
const copyOf = (raster: Raster): Raster => ({ ...raster, data: raster.data.slice() });
const enlarged = (raster: Raster, size: Size): Raster =>
  resample(raster, { x: 0, y: 0 }, raster, size, { x: 0, y: 0, ...size });
const small = { width: 40, height: 40 };

suite("madeOpaque", () => {
  test("makes every pixel opaque, and leaves those alone that were", () => {
    fc.assert(
      fc.property(anyRaster(small), (raster) => {
        const { data } = madeOpaque(copyOf(raster));
        for (let offset = 0; offset < data.length; offset += 4) {
          assert.equal(data[offset + 3], 255);
          if (raster.data[offset + 3] === 255) {
            assert.deepEqual(data.slice(offset, offset + 3), raster.data.slice(offset, offset + 3));
          }
        }
      }),
    );
  });

  test("what was hidden under transparent pixels is not in it", () => {
    const secret = drawn(20, 20, (x) => (x < 10 ? [200, 100, 50, 255] : [1, 254, 3, 0]));
    madeOpaque(secret);
    for (let x = 0; x < 20; x++) {
      assert.deepEqual(pixelAt(secret, x, 5), [200, 100, 50, 255]);
    }
    assert.deepEqual(madeOpaque(flat(5, 4, [1, 254, 3, 0])), flat(5, 4, [0, 0, 0, 255]));
  });
});

/** A light square on its own dark shadow. */
const square = drawn(32, 32, (x, y) => {
  if (x >= 8 && x < 24 && y >= 8 && y < 24) {
    return [40, 140, 210, 255];
  }
  const shadow = 110 - 9 * Math.hypot(x - 18, y - 18);
  return shadow > 0 ? [0, 0, 0, shadow] : [0, 0, 0, 0];
});

suite("correctEdges", () => {
  const size = { width: 96, height: 96 };

  /** The square with alpha that is as sharp as can be, and what was drawn for its colours. */
  const drawnFor = (colours: Raster): Raster =>
    drawn(96, 96, (x, y) => {
      const [red = 0, green = 0, blue = 0] = pixelAt(colours, x, y);
      return [red, green, blue, pixelAt(square, Math.floor(x / 3), Math.floor(y / 3))[3] ?? 0];
    });
  const soft = () => drawnFor(enlarged(madeOpaque(copyOf(square)), size));

  test("takes away the rim of a shadow's colour around what casts it", async () => {
    const [plain, corrected] = [soft(), soft()];
    await correctEdges(corrected, square, pause);
    for (let at = 42; at < 60; at++) {
      for (const [x, y] of [
        [71, at],
        [at, 71],
      ] as const) {
        assert.ok((pixelAt(plain, x, y)[2] ?? 0) < 180);
        assert.ok((pixelAt(corrected, x, y)[2] ?? 0) > 200, pixelAt(corrected, x, y).join());
      }
    }
  });

  test("leaves a model's own drawing alone where alpha does not change", async () => {
    const drawing = drawn(96, 96, (x, y) => [(x * 7) % 256, (y * 5) % 256, (x * y) % 256, 255]);
    const corrected = drawnFor(drawing);
    await correctEdges(corrected, square, pause);
    for (let at = 30; at < 66; at++) {
      assert.deepEqual(pixelAt(corrected, at, at), pixelAt(drawing, at, at));
    }
    const glass = copyOf(drawing);
    await correctEdges(glass, flat(32, 32, [9, 99, 199, 128]), pause);
    assert.deepEqual(glass, drawing);
  });

  test("does not draw a sharp edge softer", async () => {
    const nearest = drawn(96, 96, (x, y) => {
      const [red = 0, green = 0, blue = 0] = pixelAt(square, Math.floor(x / 3), Math.floor(y / 3));
      return [red, green, blue, 255];
    });
    const corrected = drawnFor(nearest);
    await correctEdges(corrected, square, pause);
    assert.deepEqual(corrected, drawnFor(nearest));
  });

  test("alpha stays, and so does the source", async () => {
    await fc.assert(
      fc.asyncProperty(anyRaster(small), anyRaster(small), async (source, target) => {
        const [before, made] = [copyOf(source), copyOf(target)];
        await correctEdges(made, source, pause);
        assert.deepEqual(source, before);
        assert.ok(made.data.every((value, at) => at % 4 < 3 || value === target.data[at]));
      }),
    );
  });

  test("pauses now and then", async () => {
    let pauses = 0;
    await correctEdges(soft(), square, async () => (pauses += 1));
    assert.equal(pauses, 1);
  });
});

suite("quiet", () => {
  const near = ({ width, height, data }: Raster, index: number): boolean => {
    const [x, y] = [index % width, Math.floor(index / width)];
    for (let row = Math.max(0, y - 2); row <= Math.min(height - 1, y + 2); row++) {
      for (let column = Math.max(0, x - 2); column <= Math.min(width - 1, x + 2); column++) {
        if ((data[4 * (row * width + column) + 3] ?? 0) > 0) {
          return true;
        }
      }
    }
    return false;
  };
  const sparse = anyRaster(small).map((raster) =>
    drawn(raster.width, raster.height, (x, y) => {
      const [red = 0, green = 0, blue = 0] = pixelAt(raster, x, y);
      return [red, green, blue, x % 9 === 0 && y % 11 === 0 ? 200 : 0];
    }),
  );

  test("keeps alpha, and every colour up to two pixels around what is seen", () => {
    fc.assert(
      fc.property(sparse, (raster) => {
        const quieted = quiet(copyOf(raster));
        for (let index = 0; index < raster.width * raster.height; index++) {
          const from = near(raster, index) ? 4 * index : 4 * index + 3;
          assert.deepEqual(
            quieted.data.subarray(from, 4 * index + 4),
            raster.data.subarray(from, 4 * index + 4),
          );
        }
      }),
    );
  });

  test("the rest has the colour of the pixel before it", () => {
    const raster = drawn(20, 3, (x, y) => [x, y, 7, x === 10 ? 255 : 0]);
    quiet(raster);
    assert.deepEqual(pixelAt(raster, 19, 1), [12, 1, 7, 0]);
    assert.deepEqual(pixelAt(raster, 7, 2), pixelAt(raster, 0, 0));
  });

  test("a picture of which nothing is seen has one colour", () => {
    const raster = drawn(9, 9, (x, y) => [x, y, 7, 0]);
    assert.deepEqual(quiet(raster), flat(9, 9, [0, 0, 7, 0]));
  });
});

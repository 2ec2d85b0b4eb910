import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { forecast } from "../../src/core/forecast.ts";
import type { SizedSource } from "../../src/core/sizeLimits.ts";

const sized = (width: number, height: number, byteLength = 1000): SizedSource => ({
  width,
  height,
  byteLength,
  format: "png",
});
const twice = { kind: "factor", factor: 2 } as const;
const wide = { kind: "width", pixels: 2000 } as const;

const nothingElse = { limited: 0, largeEnough: 0, refused: 0 };

suite("forecast", () => {
  test("knows the size and the megapixels of one result", () => {
    assert.deepEqual(forecast([sized(1280, 720)], twice, "clarity"), {
      ...nothingElse,
      count: 1,
      scale: 2,
      size: { width: 2560, height: 1440 },
      megapixels: 3.6864,
    });
  });

  test("of several images has one size only where it is one", () => {
    const same = forecast([sized(10, 20), sized(10, 20)], twice, "clarity");
    const other = forecast([sized(10, 20), sized(20, 10)], twice, "clarity");
    assert.deepEqual([same.size, other.size], [{ width: 20, height: 40 }, undefined]);
    assert.deepEqual([same.megapixels, other.megapixels], [0.0016, 0.0016]);
    assert.deepEqual([same.scale, other.scale], [2, 2]);
  });

  test("of images that need different factors has none", () => {
    const { scale, size } = forecast([sized(1000, 500), sized(500, 250)], wide, "clarity");
    assert.deepEqual([scale, size], [undefined, { width: 2000, height: 1000 }]);
  });

  test("gives an image that cannot be as large the largest factor that works", () => {
    const four = { kind: "factor", factor: 4 } as const;
    assert.deepEqual(forecast([sized(6000, 4000)], four, "clarity"), {
      ...nothingElse,
      count: 1,
      scale: 2.04,
      size: { width: 12_240, height: 8160 },
      megapixels: 99.8784,
      limited: 1,
    });
    assert.equal(forecast([sized(6000, 4000)], four, "device-fast").scale, 2.23);
  });

  test("says so of a side beyond any factor", () => {
    const { limited, scale, size } = forecast([sized(100, 50)], wide, "clarity");
    assert.deepEqual([limited, scale, size], [1, 4, { width: 400, height: 200 }]);
  });

  test("leaves out images that are as large already, and what they would cost", () => {
    const { count, largeEnough, megapixels } = forecast(
      [sized(2000, 100), sized(1000, 500), sized(3000, 100)],
      wide,
      "clarity",
    );
    assert.deepEqual([count, largeEnough, megapixels], [1, 2, 2]);
  });

  test("leaves out images that the model takes at no factor", () => {
    const heavy = sized(10, 10, 60 * 1024 * 1024);
    const { count, refused, megapixels } = forecast([heavy, sized(1000, 500)], twice, "clarity");
    assert.deepEqual([count, refused, megapixels], [1, 1, 2]);
    assert.equal(forecast([heavy], twice, "device-standard").refused, 0);
  });

  test("knows no price and no size of an image that is somewhere else", () => {
    assert.deepEqual(forecast([{}], twice, "clarity"), {
      ...nothingElse,
      count: 1,
      scale: 2,
      size: undefined,
      megapixels: undefined,
    });
    assert.equal(forecast([{}, sized(10, 10)], twice, "clarity").megapixels, undefined);
  });

  test("of nothing is nothing", () => {
    assert.deepEqual(forecast([], twice, "clarity"), {
      ...nothingElse,
      count: 0,
      scale: undefined,
      size: undefined,
      megapixels: 0,
    });
  });
});

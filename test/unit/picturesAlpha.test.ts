import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { alphaOf, bleed, certainAlpha, isOpaque } from "../../src/pictures/alpha.ts";
import { resample } from "../../src/pictures/resample.ts";
import type { Raster } from "../../src/pictures/raster.ts";
import { anyRaster, drawn, flat, pixelAt } from "../support/rasters.ts";

const copyOf = (raster: Raster): Raster => ({ ...raster, data: raster.data.slice() });
const half = [10, 20, 30, 128] as const;

suite("what an alpha channel holds", () => {
  const onePixel = (alpha: number) =>
    drawn(9, 9, (x, y) => [1, 2, 3, x === 8 && y === 8 ? alpha : 255]);
  const table: readonly [string, Raster, ReturnType<typeof alphaOf>][] = [
    ["all 255", flat(3, 5, [0, 0, 0, 255]), "opaque"],
    ["all 0", flat(3, 5, [9, 9, 9, 0]), "transparent"],
    ["all 128", flat(3, 5, half), "mixed"],
    ["one pixel of 254", onePixel(254), "mixed"],
    ["one pixel of 0", onePixel(0), "mixed"],
    ["a single pixel", flat(1, 1, half), "mixed"],
  ];
  for (const [name, raster, expected] of table) {
    test(name, () => {
      assert.equal(alphaOf(raster), expected);
      assert.equal(isOpaque(raster), expected === "opaque");
    });
  }
});

suite("bleed spreads colours under transparent pixels", () => {
  test("alpha and the colours of visible pixels stay, whatever the picture", () => {
    fc.assert(
      fc.property(anyRaster({ width: 40, height: 40 }), (raster) => {
        const bled = bleed(copyOf(raster));
        for (let offset = 0; offset < raster.data.length; offset += 4) {
          const alpha = raster.data[offset + 3] ?? 0;
          const from = alpha >= certainAlpha ? offset : offset + 3;
          assert.deepEqual(
            bled.data.subarray(from, offset + 4),
            raster.data.subarray(from, offset + 4),
          );
        }
      }),
    );
  });

  test("the picture looks the same over any ground, up to 4 levels", () => {
    const over = (colour: number, alpha: number, ground: number) =>
      (colour * alpha + ground * (255 - alpha)) / 255;
    fc.assert(
      fc.property(anyRaster({ width: 30, height: 30 }), (raster) => {
        const bled = bleed(copyOf(raster));
        for (const [index, colour] of raster.data.entries()) {
          const alpha = raster.data[index | 3] ?? 0;
          const change = over(colour, alpha, 0) - over(bled.data[index] ?? 0, alpha, 0);
          assert.ok(index % 4 === 3 || Math.abs(change) <= 4.1);
        }
      }),
    );
  });

  test("one visible pixel colours the whole picture, wherever it is", () => {
    const side = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (width, height, at, alpha) => {
          const place = at % (width * height);
          const colour = [200, 100, 50] as const;
          const raster = drawn(width, height, (x, y) =>
            y * width + x === place ? [...colour, alpha] : [0, 255, 255, 0],
          );
          bleed(raster);
          for (let offset = 0; offset < raster.data.length; offset += 4) {
            assert.deepEqual([...raster.data.subarray(offset, offset + 3)], colour);
          }
        },
      ),
    );
  });

  test("far from any edge the change from pixel to pixel is small", () => {
    const raster = drawn(96, 96, (x, y) => {
      const isVisible = Math.hypot(x - 20, y - 48) < 12 || Math.hypot(x - 76, y - 48) < 12;
      return isVisible ? [x < 48 ? 0 : 240, 0, 0, 255] : [0, 255, 0, 0];
    });
    bleed(raster);
    const reds = Array.from({ length: 96 }, (_, x) => pixelAt(raster, x, 4)[0] ?? 0);
    const steps = reds.slice(1).map((red, index) => red - (reds[index] ?? 0));
    assert.ok(Math.min(...steps) >= -2 && Math.max(...steps) <= 16, steps.join(" "));
    assert.ok((reds[0] ?? 0) < 60 && (reds[95] ?? 0) > 180, reds.join(" "));
  });

  test("pictures with nothing to spread, or nowhere to, are left alone", () => {
    for (const raster of [flat(5, 3, [9, 8, 7, 0]), flat(5, 3, [9, 8, 7, 255])]) {
      assert.deepEqual(bleed(copyOf(raster)), raster);
    }
  });
});

suite("colour and alpha enlarged apart show no halo after bleed", () => {
  const size = { width: 96, height: 96 };
  const enlarged = (raster: Raster) =>
    resample(raster, { x: 0, y: 0 }, raster, size, { x: 0, y: 0, ...size });
  const opaque = (raster: Raster) =>
    drawn(raster.width, raster.height, (x, y) => {
      const [red = 0, green = 0, blue = 0] = pixelAt(raster, x, y);
      return [red, green, blue, 255];
    });

  /** Enlarges colours without regard to alpha, as a network does, and takes alpha from the other. */
  function apart(raster: Raster): Raster {
    const colours = enlarged(opaque(raster));
    const alphas = enlarged(raster);
    return drawn(size.width, size.height, (x, y) => {
      const [red = 0, green = 0, blue = 0] = pixelAt(colours, x, y);
      return [red, green, blue, pixelAt(alphas, x, y)[3] ?? 0];
    });
  }

  /** The largest difference over a ground, in levels. */
  function difference(a: Raster, b: Raster, ground: readonly number[]): number {
    const over = ({ data }: Raster, index: number) => {
      const alpha = (data[index | 3] ?? 0) / 255;
      return (data[index] ?? 0) * alpha + (ground[index % 4] ?? 0) * (1 - alpha);
    };
    return [...a.data.keys()]
      .filter((index) => index % 4 !== 3)
      .reduce((most, index) => Math.max(most, Math.abs(over(a, index) - over(b, index))), 0);
  }

  /** A disc with a soft edge and a faint shadow, on transparent pixels of a colour seen nowhere. */
  const icon = (hidden: readonly [number, number, number]) =>
    drawn(48, 48, (x, y) => {
      const edge = 17.5 - Math.hypot(x - 23, y - 22);
      const shadow = Math.max(0, Math.min(90, 8 * (22 - Math.hypot(x - 25, y - 26))));
      if (edge >= 1) {
        return [240, 150 + x, 30, 255];
      }
      if (edge > 0) {
        return [240, 150 + x, 30, Math.round(255 * edge)];
      }
      return shadow > 0 ? [240, 150 + x, 30, Math.round(shadow)] : [...hidden, 0];
    });

  const grounds = { white: [255, 255, 255], black: [0, 0, 0], magenta: [255, 0, 255] };
  for (const [name, ground] of Object.entries(grounds)) {
    test(`on ${name}`, () => {
      for (const hidden of [
        [0, 0, 0],
        [255, 255, 255],
        [0, 255, 0],
      ] as const) {
        const reference = enlarged(icon(hidden));
        const bled = difference(apart(bleed(icon(hidden))), reference, ground);
        const plain = difference(apart(icon(hidden)), reference, ground);
        assert.ok(bled <= 6, `differs by ${bled}`);
        assert.ok(plain >= 2 * bled, `differs by ${plain} without, by ${bled} with`);
      }
    });
  }
});

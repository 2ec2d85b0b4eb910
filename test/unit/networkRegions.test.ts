import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { loadNetwork } from "../../src/engine/network/loadNetwork.ts";
import type { NetworkName } from "../../src/engine/network/network.ts";
import type { Raster, Region } from "../../src/pictures/raster.ts";
import { loadAsset } from "../support/assets.ts";
import { anyRaster, drawn, flat, largestDifference, pixelAt } from "../support/rasters.ts";
import { doubledRegion, doubledWhole, part } from "../support/windows.ts";

const names: readonly NetworkName[] = ["fast", "standard"];

const isOpaque = ({ data }: Raster): boolean =>
  data.every((sample, index) => index % 4 !== 3 || sample === 255);

const twice = ({ x, y, width, height }: Region): Region => {
  return { x: 2 * x, y: 2 * y, width: 2 * width, height: 2 * height };
};

/** Stripes, corners and edges: nothing about it is the same on two sides. */
const uneven = (width: number, height: number): Raster =>
  drawn(width, height, (x, y) => [(x * x * 7) % 256, (x * 3 + y * 50) % 256, (x ^ y) % 256, 90]);

/** A picture, and where in it a region lies: 0 is its first place or smallest side, 1 its last or largest. */
const anyRegion = fc.tuple(
  anyRaster({ width: 50, height: 50 }),
  fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(0, 0.2, 0.5, 0.9, 1))),
);

function regionOf({ width, height }: Raster, [left, top, across, down]: readonly number[]): Region {
  const x = Math.round((left ?? 0) * (width - 1));
  const y = Math.round((top ?? 0) * (height - 1));
  const span = (share = 1, most = 1) => 1 + Math.round(share * (most - 1));
  return { x, y, width: span(across, width - x), height: span(down, height - y) };
}

for (const name of names) {
  suite(`${name}: a region comes out as in the whole picture`, () => {
    test("wherever it lies and whatever its size", async () => {
      const network = await loadNetwork(name, loadAsset);
      fc.assert(
        fc.property(anyRegion, ([picture, places]) => {
          const region = regionOf(picture, places);
          const doubled = doubledRegion(network, picture, region);
          const expected = part(doubledWhole(network, picture), twice(region));
          assert.ok(largestDifference(doubled, expected) <= 1);
          assert.ok(isOpaque(doubled));
        }),
        { numRuns: 40 },
      );
    });

    const shapes = [
      [256, 1],
      [1, 256],
      [256, 5],
      [3, 255],
      [256, 256],
      [300, 14],
      [9, 513],
    ] as const;
    for (const [width, height] of shapes) {
      test(`${width}×${height}, however it is cut`, async () => {
        const network = await loadNetwork(name, loadAsset);
        const picture = uneven(width, height);
        const whole = doubledWhole(network, picture);
        assert.deepEqual([whole.width, whole.height], [2 * width, 2 * height]);
        assert.ok(isOpaque(whole));
        assert.ok(largestDifference(doubledWhole(network, picture, 97), whole) <= 1);
      });
    }

    test("whatever was doubled before", async () => {
      const [used, fresh] = [
        await loadNetwork(name, loadAsset),
        await loadNetwork(name, loadAsset),
      ];
      const picture = uneven(37, 23);
      doubledWhole(used, uneven(150, 80));
      assert.deepEqual(doubledWhole(used, picture).data, doubledWhole(fresh, picture).data);
    });

    test("and is kept when the next one is doubled", async () => {
      const network = await loadNetwork(name, loadAsset);
      const first = doubledWhole(network, uneven(20, 20));
      const copy = first.data.slice();
      doubledWhole(network, flat(20, 20, [255, 255, 255, 255]));
      assert.deepEqual(first.data, copy);
    });
  });

  suite(`${name}: what a picture has no say in`, () => {
    test("a flat picture of any size becomes what one pixel of it becomes", async () => {
      const network = await loadNetwork(name, loadAsset);
      const byte = fc.integer({ min: 0, max: 255 });
      const side = fc.integer({ min: 1, max: 40 });
      fc.assert(
        fc.property(fc.tuple(byte, byte, byte), side, side, ([red, green, blue], width, height) => {
          const colour = [red, green, blue, 255] as const;
          const one = doubledWhole(network, flat(1, 1, colour));
          const expected = drawn(2 * width, 2 * height, (x, y) => {
            const [r = 0, g = 0, b = 0, a = 0] = pixelAt(one, x % 2, y % 2);
            return [r, g, b, a];
          });
          const doubled = doubledWhole(network, flat(width, height, colour));
          assert.ok(largestDifference(doubled, expected) <= 1);
        }),
        { numRuns: 30 },
      );
    });

    test("alpha changes nothing", async () => {
      const network = await loadNetwork(name, loadAsset);
      const clear = uneven(21, 17);
      const solid = { ...clear, data: clear.data.map((v, i) => (i % 4 === 3 ? 255 : v)) };
      assert.deepEqual(doubledWhole(network, clear).data, doubledWhole(network, solid).data);
    });
  });

  suite(`${name}: what is not a region is refused`, () => {
    const refused: readonly (readonly [string, Region])[] = [
      ["an empty one", { x: 0, y: 0, width: 0, height: 4 }],
      ["one that leaves its window", { x: 5, y: 0, width: 6, height: 4 }],
      ["one before its window", { x: -1, y: 0, width: 6, height: 4 }],
    ];
    for (const [what, region] of refused) {
      test(what, async () => {
        const network = await loadNetwork(name, loadAsset);
        assert.throws(() => network.double(uneven(10, 10), region), /cannot be doubled/);
      });
    }

    test("one that is too large", async () => {
      const network = await loadNetwork(name, loadAsset);
      const width = network.largestSide + 1;
      assert.throws(
        () => network.double(uneven(width, 1), { x: 0, y: 0, width, height: 1 }),
        /cannot be doubled/,
      );
    });
  });
}

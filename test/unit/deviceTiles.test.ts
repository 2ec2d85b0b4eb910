import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { passes } from "../../src/backends/device/passes.ts";
import { tiles } from "../../src/engine/tiles.ts";
import type { DeviceOptions } from "../../src/core/options.ts";
import { isDoubled } from "../../src/engine/upscaleTile.ts";
import { sourceRegion } from "../../src/pictures/resample.ts";
import type { Region, Size } from "../../src/pictures/raster.ts";
import { deviceOptions } from "../support/fakes.ts";

const facts = { context: 7, largestSide: 32 };

const holds = (outer: Region, inner: Region): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const whole = (size: Size): Region => ({ x: 0, y: 0, ...size });

/** A source and a size between its own (or less) and twice it, also such as are lines and points. */
const works = fc
  .record({ width: fc.integer({ min: 1, max: 150 }), height: fc.integer({ min: 1, max: 150 }) })
  .chain((source) =>
    fc.record({
      source: fc.constant(source),
      size: fc.oneof(
        fc.constant({ width: 2 * source.width, height: 2 * source.height }),
        fc.record({
          width: fc.integer({ min: source.width, max: 2 * source.width }),
          height: fc.integer({ min: source.height, max: 2 * source.height }),
        }),
      ),
    }),
  );

suite("tiles", () => {
  test("make every pixel of the output exactly once", () => {
    fc.assert(
      fc.property(works, ({ source, size }) => {
        const made = new Uint8Array(size.width * size.height);
        for (const { output } of tiles(source, size, facts)) {
          for (let y = output.y; y < output.y + output.height; y += 1) {
            for (let x = output.x; x < output.x + output.width; x += 1) {
              made[y * size.width + x] = (made[y * size.width + x] ?? 0) + 1;
            }
          }
        }
        assert.ok(made.every((times) => times === 1));
      }),
      { numRuns: 60 },
    );
  });

  test("double what their output is made of, never more than the network takes", () => {
    fc.assert(
      fc.property(works, ({ source, size }) => {
        const doubled = { width: 2 * source.width, height: 2 * source.height };
        for (const { output, region } of tiles(source, size, facts)) {
          const inDoubled = {
            x: 2 * region.x,
            y: 2 * region.y,
            width: 2 * region.width,
            height: 2 * region.height,
          };
          assert.ok(holds(whole(source), region));
          assert.ok(Math.max(region.width, region.height) <= facts.largestSide);
          if (isDoubled(source, size)) {
            assert.deepEqual(inDoubled, output);
          } else {
            assert.ok(holds(inDoubled, sourceRegion(doubled, size, output)));
          }
        }
      }),
    );
  });

  test("see the network's context around them, as far as there is a picture", () => {
    fc.assert(
      fc.property(works, ({ source, size }) => {
        for (const { region, window } of tiles(source, size, facts)) {
          assert.ok(holds(whole(source), window));
          assert.ok(window.x === 0 || window.x === region.x - facts.context);
          assert.ok(window.y === 0 || window.y === region.y - facts.context);
          assert.ok(
            window.x + window.width ===
              Math.min(source.width, region.x + region.width + facts.context),
          );
          assert.ok(
            window.y + window.height ===
              Math.min(source.height, region.y + region.height + facts.context),
          );
        }
      }),
    );
  });

  test("are as few as can be", () => {
    const size = { width: 128, height: 64 };
    assert.equal(tiles({ width: 64, height: 32 }, size, facts).length, 2);
  });
});

suite("passes", () => {
  const source = {
    bytes: new Uint8Array(),
    format: "png",
    hasAlpha: false,
    width: 101,
    height: 50,
  } as const;
  const planned = (isLossy: boolean, changes: Partial<DeviceOptions>) =>
    passes({ ...source, isLossy }, { ...deviceOptions, ...changes }).map(
      ({ network, size }) => `${network} ${size.width}×${size.height}`,
    );

  const sizes: readonly (readonly [number, readonly string[]])[] = [
    [1, ["101×50"]],
    [1.5, ["152×75"]],
    [2, ["202×100"]],
    [2.01, ["202×100", "203×100"]],
    [3, ["202×100", "303×150"]],
    [4, ["202×100", "404×200"]],
    [8, ["202×100", "404×200", "808×400"]],
  ];
  for (const [scale, expected] of sizes) {
    test(`at ${scale}× double until the last one fits`, () => {
      assert.deepEqual(
        planned(false, { scale }),
        expected.map((size) => `standard ${size}`),
      );
    });
  }

  test("smooth a lossy compression away in the first run only", () => {
    assert.deepEqual(
      [
        planned(true, { scale: 4 }),
        planned(true, { denoise: "never" }),
        planned(false, { denoise: "always" }),
        planned(true, { model: "device-fast", scale: 4 }),
      ],
      [
        ["standard-denoise 202×100", "standard 404×200"],
        ["standard 202×100"],
        ["standard-denoise 202×100"],
        ["fast 202×100", "fast 404×200"],
      ],
    );
  });

  test("make at least one pixel of anything", () => {
    const dot = { ...source, width: 1, height: 1, isLossy: false };
    assert.deepEqual(passes(dot, { ...deviceOptions, scale: 1.2 }), [
      { network: "standard", size: { width: 1, height: 1 } },
    ]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { enlargeAlpha } from "../../src/engine/enlargeAlpha.ts";
import { loadNetwork } from "../../src/engine/network/loadNetwork.ts";
import type { Raster, Size } from "../../src/pictures/raster.ts";
import { loadAsset } from "../support/assets.ts";
import { anyRaster, drawn, flat } from "../support/rasters.ts";

const network = await loadNetwork("fast", loadAsset);
const pause = () => Promise.resolve();

/** The alpha of a source at a size, pixel by pixel. */
async function enlarged(source: Raster, size: Size, largestSide = 64): Promise<number[]> {
  const target = flat(size.width, size.height, [9, 8, 7, 255]);
  await enlargeAlpha(network, source, target, { largestSide, pause });
  return Array.from(target.data.filter((_, index) => index % 4 === 3));
}

const side = fc.integer({ min: 1, max: 90 });
const anySize = fc.record({ width: side, height: side });
const small = { width: 30, height: 30 };

/** The alpha of the four pixels that a place of the target lies between. */
function around(source: Raster, size: Size, index: number): number[] {
  const at = (place: number, from: number, to: number) => ((place + 0.5) * from) / to - 0.5;
  const x = Math.floor(at(index % size.width, source.width, size.width));
  const y = Math.floor(at(Math.floor(index / size.width), source.height, size.height));
  const within = (value: number, most: number) => Math.max(0, Math.min(most - 1, value));
  return [0, 1, 2, 3].map((corner) => {
    const column = within(x + (corner % 2), source.width);
    const row = within(y + (corner >> 1), source.height);
    return source.data[4 * (row * source.width + column) + 3] ?? 0;
  });
}

suite("enlargeAlpha", () => {
  test("stays between the source's alpha around each place: no ringing, at any size", async () => {
    await fc.assert(
      fc.asyncProperty(anyRaster(small), anySize, async (source, size) => {
        for (const [index, alpha] of (await enlarged(source, size)).entries()) {
          const near = around(source, size, index);
          assert.ok(alpha >= Math.min(...near) && alpha <= Math.max(...near));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("fully transparent stays 0 and fully opaque 255, a pixel away from any edge", async () => {
    const source = drawn(40, 20, (x) => [0, 0, 0, x < 20 ? 0 : 255]);
    const alphas = await enlarged(source, { width: 163, height: 79 });
    for (const [index, alpha] of alphas.entries()) {
      const place = ((index % 163) + 0.5) * (40 / 163);
      assert.ok(place < 19.5 ? alpha === 0 : place > 20.5 ? alpha === 255 : true);
    }
  });

  test("at its own size it is copied", async () => {
    await fc.assert(
      fc.asyncProperty(anyRaster(small), async (source) => {
        const alphas = source.data.filter((_, index) => index % 4 === 3);
        assert.deepEqual(await enlarged(source, source), Array.from(alphas));
      }),
      { numRuns: 20 },
    );
  });

  test("a source of 0 and 255 alone gives 0 and 255 alone, about as much of each", async () => {
    const disc = drawn(40, 40, (x, y) => [0, 0, 0, Math.hypot(x - 20, y - 20) < 14 ? 255 : 0]);
    for (const size of [{ width: 97, height: 97 }, { width: 160, height: 160 }, small]) {
      const alphas = await enlarged(disc, size);
      assert.deepEqual(new Set(alphas), new Set([0, 255]));
      const share = alphas.filter((alpha) => alpha === 255).length / alphas.length;
      assert.ok(Math.abs(share - (Math.PI * 14 ** 2) / 40 ** 2) < 0.02, `${share}`);
    }
  });

  test("colours are not touched, and the source neither", async () => {
    const source = drawn(12, 9, (x, y) => [x, y, 3, x * 20]);
    const before = source.data.slice();
    const target = flat(50, 40, [9, 8, 7, 255]);
    await enlargeAlpha(network, source, target, { largestSide: 64, pause });
    assert.ok(target.data.every((value, index) => index % 4 === 3 || value === 9 - (index % 4)));
    assert.deepEqual(source.data, before);
  });

  test("small tiles change a level at most, and there is a pause after each", async () => {
    const source = drawn(90, 70, (x, y) => [0, 0, 0, 127 + 127 * Math.sin(x / 3 + y / 5)]);
    const size = { width: 270, height: 210 };
    const whole = await enlarged(source, size);
    let pauses = 0;
    const target = flat(size.width, size.height, [0, 0, 0, 255]);
    const pace = { largestSide: 24, pause: async () => (pauses += 1) };
    await enlargeAlpha(network, source, target, pace);
    assert.ok(
      whole.every((alpha, index) => Math.abs(alpha - (target.data[4 * index + 3] ?? 0)) <= 1),
    );
    assert.ok(pauses > 40, `${pauses}`);
  });

  test("an edge comes out sharper than Lanczos leaves it", async () => {
    const disc = (width: number) =>
      drawn(width, width, (x, y) => {
        const inwidth = (width * 3) / 8 - Math.hypot(x + 0.5 - width / 2, y + 0.5 - width / 2);
        return [0, 0, 0, Math.round(255 * Math.max(0, Math.min(1, inwidth + 0.5)))];
      });
    const alphas = await enlarged(disc(32), { width: 128, height: 128 });
    const truth = disc(128);
    const error = alphas.reduce(
      (sum, alpha, index) => sum + (alpha - (truth.data[4 * index + 3] ?? 0)) ** 2,
      0,
    );
    // Lanczos has 24 to 28 dB on such shapes.
    assert.ok(10 * Math.log10((255 ** 2 * alphas.length) / error) > 32);
  });
});

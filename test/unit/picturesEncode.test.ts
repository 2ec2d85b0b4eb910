import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import sharp from "sharp";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { decode } from "../../src/pictures/decode.ts";
import { encode, fits } from "../../src/pictures/encode.ts";
import type { Encoding } from "../../src/pictures/encode.ts";
import type { Raster } from "../../src/pictures/raster.ts";
import { loadAsset } from "../support/assets.ts";
import { anyRaster, decodedBySharp, drawn, flat, largestDifference } from "../support/rasters.ts";

const lossless = { quality: 90, lossless: true } as const;
const write = (raster: Raster, encoding: Partial<Encoding> & Pick<Encoding, "format">) =>
  encode(raster, { quality: 90, lossless: false, ...encoding }, loadAsset);

/** Bit depth and colour type of a PNG. */
const layoutOf = (bytes: Uint8Array) => [bytes[24], bytes[25]];

const gradient = (alpha: (x: number, y: number) => number) =>
  drawn(40, 30, (x, y) => [x * 6, y * 8, (x * y) % 256, alpha(x, y)]);

suite("PNG holds every pixel", () => {
  test("any picture comes back as it was, through libvips and through decode", async () => {
    await fc.assert(
      fc.asyncProperty(anyRaster({ width: 40, height: 40 }), async (raster) => {
        const bytes = await write(raster, { format: "png" });
        assert.deepEqual(await decode(bytes, loadAsset), raster);
        assert.deepEqual(await decodedBySharp(bytes), raster);
      }),
    );
  });

  test("rows longer than what is compressed at once", async () => {
    const wide = drawn(90_000, 3, (x, y) => [x % 256, x >> 8, y, 255]);
    assert.deepEqual(await decode(await write(wide, { format: "png" }), loadAsset), wide);
  });

  const layouts: Record<string, [Raster, number[]]> = {
    "two colours take a bit each": [drawn(9, 9, (x) => [x % 2, 0, 0, 255]), [1, 3]],
    "four take two": [drawn(9, 9, (x) => [x % 4, 0, 0, x % 4 ? 255 : 0]), [2, 3]],
    "sixteen take four": [drawn(16, 9, (x) => [x, x, x, 255]), [4, 3]],
    "up to 256 take a byte": [drawn(16, 16, (x, y) => [x, y, 0, x]), [8, 3]],
    "grey has one channel": [drawn(256, 2, (x) => [x, x, x, 255]), [8, 0]],
    "grey with alpha has two": [drawn(256, 2, (x, y) => [x, x, x, 255 * y]), [8, 4]],
    "an opaque picture has no alpha": [gradient(() => 255), [8, 2]],
    "one pixel that is not opaque needs it": [
      gradient((x, y) => (x + y === 0 ? 254 : 255)),
      [8, 6],
    ],
  };
  for (const [promise, [raster, layout]] of Object.entries(layouts)) {
    test(promise, async () => {
      const bytes = await write(raster, { format: "png" });
      assert.deepEqual(layoutOf(bytes), layout);
      assert.deepEqual(await decodedBySharp(bytes), raster);
    });
  }
});

suite("lossy formats stay near", () => {
  const smooth = drawn(61, 47, (x, y) => [x * 4, y * 5, 128 + x - y, 255]);
  for (const format of ["jpeg", "webp"] as const) {
    for (const [quality, tolerance] of [
      [100, 10],
      [90, 20],
      [50, 60],
    ] as const) {
      test(`${format} at quality ${quality}`, async () => {
        const bytes = await write(smooth, { format, quality });
        const difference = largestDifference(smooth, await decodedBySharp(bytes));
        assert.ok(difference <= tolerance, `differs by ${difference}`);
      });
    }

    test(`${format}: flat colours stay flat and within 2 levels`, async () => {
      const colour = [200, 60, 120, 255] as const;
      for (const [width, height] of [
        [1, 1],
        [17, 9],
        [1, 40],
      ] as const) {
        const decoded = await decode(
          await write(flat(width, height, colour), { format }),
          loadAsset,
        );
        const difference = largestDifference(decoded, flat(width, height, colour));
        assert.ok(difference <= 2, `differs by ${difference} at ${width} × ${height}`);
      }
    });

    test(`${format}: a lower quality takes fewer bytes`, async () => {
      const sizes = await Promise.all(
        [95, 75, 40].map(async (quality) => (await write(smooth, { format, quality })).length),
      );
      assert.deepEqual(
        sizes,
        [...sizes].sort((a, b) => b - a),
      );
    });

    test(`${format}: a picture without transparency has no alpha channel`, async () => {
      const info = inspectImage(await write(smooth, { format }));
      assert.ok(info.ok && !info.hasAlpha && info.format === format);
    });
  }

  test("JPEG keeps full colour from quality 90 up", async () => {
    const samplings = await Promise.all(
      [89, 90].map(async (quality) => {
        const bytes = await write(smooth, { format: "jpeg", quality });
        return (await sharp(bytes).metadata()).chromaSubsampling;
      }),
    );
    assert.deepEqual(samplings, ["4:2:0", "4:4:4"]);
  });
});

suite("WebP keeps alpha", () => {
  const faded = gradient((x) => Math.max(0, 6 * x - 30));

  test("lossless: every pixel, also the colours under transparent ones", async () => {
    await fc.assert(
      fc.asyncProperty(anyRaster({ width: 30, height: 30 }), async (raster) => {
        const bytes = await write(raster, { format: "webp", ...lossless });
        assert.deepEqual(await decodedBySharp(bytes), raster);
      }),
      { numRuns: 30 },
    );
  });

  test("lossy: alpha exactly", async () => {
    const alphas = ({ data }: Raster) => [...data].filter((_sample, index) => index % 4 === 3);
    const bytes = await write(faded, { format: "webp", quality: 60 });
    assert.deepEqual(alphas(await decode(bytes, loadAsset)), alphas(faded));
  });
});

suite("encode refuses what a format cannot hold", () => {
  test("transparency in a JPEG", async () => {
    await assert.rejects(
      write(
        gradient((x) => (x ? 255 : 254)),
        { format: "jpeg" },
      ),
      RangeError,
    );
  });

  const limits = { png: 2 ** 31 - 1, jpeg: 65_500, webp: 16_383 } as const;
  for (const format of ["jpeg", "webp"] as const) {
    test(`${format}: more than ${limits[format]} pixels per side`, async () => {
      const most = limits[format];
      assert.ok(
        fits({ width: most, height: 1 }, format) && fits({ width: 1, height: most }, format),
      );
      assert.ok(!fits({ width: most + 1, height: 1 }, format));
      assert.ok(!fits({ width: 1, height: most + 1 }, format));
      const line = flat(most, 1, [9, 9, 9, 255]);
      assert.equal((await decode(await write(line, { format }), loadAsset)).width, most);
      await assert.rejects(write(flat(1, most + 1, [9, 9, 9, 255]), { format }), RangeError);
    });
  }

  test("a PNG of any size that fits into memory is fine", () => {
    assert.ok(fits({ width: limits.png, height: 1 }, "png"));
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { decode } from "../../src/pictures/decode.ts";
import { loadAsset } from "../support/assets.ts";
import { picture, pngChunk } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import type { PngParts } from "../support/pngs.ts";
import { decodedBySharp, largestDifference } from "../support/rasters.ts";

const palette = pngChunk("PLTE", Buffer.from([255, 0, 0, 0, 255, 0]));
const transparency = (...bytes: number[]) => pngChunk("tRNS", Buffer.from(bytes));
const jpeg = () => picture({ format: "jpeg" });

suite("decode reads every kind of PNG as straight 8-bit RGBA", () => {
  const kinds: Record<string, [PngParts, number[]]> = {
    RGB: [{ type: 2, rows: [0, 1, 2, 3, 4, 5, 6] }, [1, 2, 3, 255, 4, 5, 6, 255]],
    RGBA: [{ type: 6, rows: [0, 9, 8, 7, 4, 5, 6, 7, 0] }, [9, 8, 7, 4, 5, 6, 7, 0]],
    "16-bit RGB": [{ width: 1, depth: 16, type: 2, rows: [0, 1, 9, 2, 9, 3, 9] }, [1, 2, 3, 255]],
    "16-bit RGBA": [
      { width: 1, depth: 16, type: 6, rows: [0, 1, 9, 2, 9, 3, 9, 128, 9] },
      [1, 2, 3, 128],
    ],
    grey: [{ type: 0, rows: [0, 10, 200] }, [10, 10, 10, 255, 200, 200, 200, 255]],
    "1-bit grey": [{ depth: 1, type: 0, rows: [0, 0b10 << 6] }, [255, 255, 255, 255, 0, 0, 0, 255]],
    "16-bit grey": [{ width: 1, depth: 16, type: 0, rows: [0, 7, 200] }, [7, 7, 7, 255]],
    "grey and alpha": [{ width: 1, type: 4, rows: [0, 10, 20] }, [10, 10, 10, 20]],
    "16-bit grey and alpha": [
      { width: 1, depth: 16, type: 4, rows: [0, 10, 1, 20, 1] },
      [10, 10, 10, 20],
    ],
    indexed: [{ type: 3, rows: [0, 0, 1], chunks: [palette] }, [255, 0, 0, 255, 0, 255, 0, 255]],
    "indexed by bits, with alpha": [
      { depth: 1, type: 3, rows: [0, 0b01 << 6], chunks: [palette, transparency(7)] },
      [255, 0, 0, 7, 0, 255, 0, 255],
    ],
    "a transparent grey": [
      { type: 0, rows: [0, 10, 200], chunks: [transparency(0, 10)] },
      [10, 10, 10, 0, 200, 200, 200, 255],
    ],
    "a transparent colour": [
      { type: 2, rows: [0, 1, 2, 3, 4, 5, 6], chunks: [transparency(0, 1, 0, 2, 0, 3)] },
      [1, 2, 3, 0, 4, 5, 6, 255],
    ],
  };
  for (const [kind, [parts, expected]] of Object.entries(kinds)) {
    test(kind, async () => {
      assert.deepEqual([...(await decode(png(parts), loadAsset)).data], expected);
    });
  }

  const rgb = { type: 2, rows: [0, 1, 2, 3, 4, 5, 6] } as const;
  for (const type of ["iCCP", "gAMA", "tEXt", "zTXt", "iTXt", "pHYs"]) {
    test(`a broken ${type} chunk does not matter`, async () => {
      const broken = png({ ...rgb, chunks: [pngChunk(type, Buffer.from("x"))] });
      assert.deepEqual([...(await decode(broken, loadAsset)).data], [1, 2, 3, 255, 4, 5, 6, 255]);
    });
  }
});

suite("decode agrees with libvips", () => {
  const kinds = {
    "an interlaced PNG": { format: "png", progressive: true, width: 37, height: 23 },
    "an interlaced PNG with alpha": { format: "png", progressive: true, alpha: true },
    "a PNG of one pixel": { format: "png", width: 1, height: 1 },
    "a JPEG": { format: "jpeg" },
    "a JPEG of odd size": { format: "jpeg", width: 35, height: 19 },
    "a progressive JPEG": { format: "jpeg", progressive: true },
    "a WebP": { format: "webp" },
    "a WebP with alpha": { format: "webp", alpha: true },
    "a lossless WebP with alpha": { format: "webp", lossless: true, alpha: true },
  } as const;
  for (const [kind, options] of Object.entries(kinds)) {
    test(kind, async () => {
      const bytes = await picture(options);
      const difference = largestDifference(
        await decode(bytes, loadAsset),
        await decodedBySharp(bytes),
      );
      const isLossy = options.format === "jpeg";
      assert.ok(difference <= (isLossy ? 4 : 0), `differs by ${difference}`);
    });
  }

  test("a grey JPEG", async () => {
    const bytes = await sharp(await jpeg())
      .greyscale()
      .jpeg()
      .toBuffer();
    const difference = largestDifference(
      await decode(bytes, loadAsset),
      await decodedBySharp(bytes),
    );
    assert.ok(difference <= 1, `differs by ${difference}`);
  });

  test("half transparent colours are not multiplied by their alpha", async () => {
    const background = { r: 200, g: 100, b: 40, alpha: 0.2 };
    const half = sharp({ create: { width: 5, height: 5, channels: 4, background } });
    for (const bytes of [
      await half.clone().png().toBuffer(),
      await half.clone().webp({ lossless: true }).toBuffer(),
    ]) {
      const { data } = await decode(bytes, loadAsset);
      assert.deepEqual([...data.subarray(0, 4)], [200, 100, 40, 51]);
    }
  });
});

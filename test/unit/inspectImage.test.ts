import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import type { Sharp } from "sharp";
import { displaySize, inspectImage } from "../../src/core/image/inspectImage.ts";
import { animatedWebp, apng, insertedAt, noise, picture, pngChunk } from "../support/images.ts";

const size = { width: 48, height: 32 };
const plain = (format: "png" | "jpeg" | "webp") =>
  ({
    ok: true,
    format,
    ...size,
    orientation: 1,
    hasAlpha: false,
    isLossy: format !== "png",
  }) as const;
const afterIhdr = 33;

suite("inspectImage says what a picture is", () => {
  for (const format of ["png", "jpeg", "webp"] as const) {
    test(format, async () => {
      assert.deepEqual(inspectImage(await picture({ format })), plain(format));
    });

    test(`${format} at its smallest`, async () => {
      const info = inspectImage(await picture({ format, width: 1, height: 1 }));
      assert.deepEqual(info, { ...plain(format), width: 1, height: 1 });
    });

    test(`${format} as a part of a larger buffer`, async () => {
      const bytes = await picture({ format });
      const buffer = new Uint8Array(bytes.length + 20);
      buffer.set(bytes, 7);
      const part = buffer.subarray(7, 7 + bytes.length);
      assert.deepEqual(inspectImage(part), plain(format));
    });

    test(`${format} with bytes of something else behind its end`, async () => {
      const html = Buffer.from("PK\x03\x04<html><svg>\xff\xd8\xff");
      const bytes = Buffer.concat([await picture({ format }), html]);
      assert.deepEqual(inspectImage(bytes), plain(format));
    });

    for (let orientation = 1; orientation <= 8; orientation++) {
      test(`${format} of orientation ${orientation}, its size as stored`, async () => {
        const info = inspectImage(await picture({ format, orientation }));
        assert.deepEqual(info, { ...plain(format), orientation });
      });
    }
  }

  const encoded = [
    ["interlaced PNG", () => picture({ progressive: true }), { format: "png" }],
    ["PNG with alpha", () => picture({ alpha: true }), { format: "png", hasAlpha: true }],
    ["grey PNG", () => reencoded((image) => image.toColourspace("b-w").png()), { format: "png" }],
    [
      "PNG of 16 bits",
      () => reencoded((image) => image.toColourspace("rgb16").png()),
      { format: "png" },
    ],
    [
      "PNG with a palette",
      () => reencoded((image) => image.png({ palette: true })),
      { format: "png" },
    ],
    [
      "PNG with a transparent colour in its palette",
      () => reencoded((image) => image.png({ palette: true }), { alpha: true }),
      { format: "png", hasAlpha: true },
    ],
    [
      "PNG with a transparent colour",
      async () => insertedAt(await picture(), afterIhdr, pngChunk("tRNS", Buffer.alloc(6))),
      { format: "png", hasAlpha: true },
    ],
    ["progressive JPEG", () => picture({ format: "jpeg", progressive: true }), { format: "jpeg" }],
    [
      "grey JPEG",
      () => reencoded((image) => image.toColourspace("b-w").jpeg()),
      { format: "jpeg" },
    ],
    [
      "CMYK JPEG",
      () => reencoded((image) => image.toColourspace("cmyk").jpeg()),
      { format: "jpeg" },
    ],
    [
      "lossless WebP",
      () => picture({ format: "webp", lossless: true }),
      { format: "webp", isLossy: false },
    ],
    [
      "WebP with alpha",
      () => picture({ format: "webp", alpha: true }),
      { format: "webp", hasAlpha: true },
    ],
    [
      "lossless WebP with alpha",
      () => picture({ format: "webp", lossless: true, alpha: true }),
      { format: "webp", hasAlpha: true, isLossy: false },
    ],
    [
      "lossless WebP with alpha and orientation",
      () => picture({ format: "webp", lossless: true, alpha: true, orientation: 8 }),
      { format: "webp", hasAlpha: true, isLossy: false, orientation: 8 },
    ],
  ] as const;

  for (const [name, make, expected] of encoded) {
    test(name, async () => {
      assert.deepEqual(inspectImage(await make()), { ...plain(expected.format), ...expected });
    });
  }
});

suite("inspectImage takes large files", () => {
  for (const format of ["png", "jpeg", "webp"] as const) {
    test(`${format} of noise`, async () => {
      const large = { width: 700, height: 600 };
      const bytes = await sharp(await noise(large.width, large.height))
        .toFormat(format)
        .toBuffer();
      assert.ok(bytes.length > 100_000);
      assert.deepEqual(inspectImage(bytes), { ...plain(format), ...large });
    });
  }
});

suite("inspectImage refuses animations", () => {
  test("APNG", async () => {
    const expected = { ok: false, problem: "animated", detected: "APNG" };
    assert.deepEqual(inspectImage(await apng()), expected);
  });

  test("animated WebP", async () => {
    const expected = { ok: false, problem: "animated", detected: "animated WebP" };
    assert.deepEqual(inspectImage(await animatedWebp()), expected);
  });

  test("the support's animations are real ones", async () => {
    assert.equal((await sharp(await animatedWebp(3)).metadata()).pages, 3);
    assert.deepEqual((await sharp(await apng()).metadata()).format, "png");
  });
});

suite("displaySize", () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`agrees with a decoder about orientation ${orientation}`, async () => {
      const bytes = await picture({ format: "jpeg", orientation });
      const { info } = await sharp(bytes).autoOrient().toBuffer({ resolveWithObject: true });
      const shown = displaySize({ ...size, orientation });
      assert.deepEqual(shown, { width: info.width, height: info.height });
    });
  }
});

async function reencoded(
  encode: (image: Sharp) => Sharp,
  options: { alpha?: boolean } = {},
): Promise<Uint8Array> {
  return encode(sharp(await picture(options))).toBuffer();
}

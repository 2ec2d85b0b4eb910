import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { forUpload } from "../../src/core/forUpload.ts";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { picture } from "../support/images.ts";
import type { PictureOptions } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import { decodedBySharp, drawn, flat, pixelAt, sharpOf } from "../support/rasters.ts";

const large = { width: 96, height: 64 };
const asSource: FinishOptions = { outputFormat: "source", jpegQuality: 92 };

/** Finishes a picture that was delivered for another one. */
async function finish(
  source: Uint8Array,
  delivered: Uint8Array,
  options: Partial<FinishOptions> = {},
) {
  const asked = { ...asSource, ...options };
  return finisher.finish(encoded(delivered), encoded(source), asked, never);
}

suite("a result that is right already is not encoded anew", () => {
  const cases: readonly (readonly [PictureOptions, PictureOptions, Partial<FinishOptions>])[] = [
    [{ format: "png" }, { format: "png" }, {}],
    [{ format: "jpeg" }, { format: "jpeg" }, {}],
    [{ format: "jpeg" }, { format: "jpeg" }, { jpegQuality: 10 }],
    [{ format: "webp" }, { format: "webp" }, {}],
    [{ format: "webp", lossless: true }, { format: "webp", lossless: true }, {}],
    [{ format: "webp", lossless: true }, { format: "webp" }, {}],
    [{ format: "jpeg" }, { format: "png" }, { outputFormat: "png" }],
    [{ format: "png", alpha: true }, { format: "png" }, { outputFormat: "asDelivered" }],
    [{ format: "jpeg" }, { format: "webp" }, { outputFormat: "asDelivered" }],
  ];
  for (const [kind, arrived, options] of cases) {
    test(JSON.stringify([kind, arrived, options]), async () => {
      const result = encoded(await picture({ ...large, ...arrived }));
      const source = encoded(await picture(kind));
      const asked = { ...asSource, ...options };
      const { image, remarks } = await finisher.finish(result, source, asked, never);
      assert.deepEqual(forUpload(image), forUpload(result));
      assert.deepEqual(remarks, []);
    });
  }
});

suite("a result takes the format that is wanted", () => {
  const cases: readonly (readonly [
    PictureOptions,
    PictureOptions,
    Partial<FinishOptions>,
    string,
  ])[] = [
    [{ format: "jpeg" }, { format: "png" }, {}, "jpeg"],
    [{ format: "webp" }, { format: "png" }, {}, "webp, lossy"],
    [{ format: "webp", lossless: true }, { format: "png" }, {}, "webp, lossless"],
    [{ format: "webp" }, { format: "webp", lossless: true }, {}, "webp, lossy"],
    [{ format: "png" }, { format: "jpeg" }, {}, "png"],
    [{ format: "png" }, { format: "png" }, { outputFormat: "jpeg" }, "jpeg"],
    [{ format: "png" }, { format: "png" }, { outputFormat: "webp" }, "webp, lossless"],
    [{ format: "jpeg" }, { format: "png" }, { outputFormat: "webp" }, "webp, lossy"],
    [{ format: "png", alpha: true }, { format: "png" }, {}, "png, alpha"],
    [{ format: "png", alpha: true }, { format: "jpeg" }, {}, "png, alpha"],
    [{ format: "webp", alpha: true }, { format: "png" }, {}, "webp, lossy, alpha"],
    [
      { format: "webp", alpha: true, lossless: true },
      { format: "webp", lossless: true },
      {},
      "webp, lossless, alpha",
    ],
  ];
  for (const [kind, arrived, options, expected] of cases) {
    test(`${JSON.stringify([kind, arrived, options])} → ${expected}`, async () => {
      const delivered = await picture({ ...large, ...arrived });
      const { image, remarks } = await finish(await picture(kind), delivered, options);
      const { hasAlpha } = await sharp(image.bytes).metadata();
      const loss = image.format === "webp" ? (image.isLossy ? ", lossy" : ", lossless") : "";
      assert.equal(`${image.format}${loss}${hasAlpha ? ", alpha" : ""}`, expected);
      assert.deepEqual([image.width, image.height, remarks], [96, 64, []]);
    });
  }

  for (const [jpegQuality, sampling] of [
    [92, "4:4:4"],
    [90, "4:4:4"],
    [80, "4:2:0"],
  ] as const) {
    test(`JPEG of quality ${jpegQuality} has ${sampling}`, async () => {
      const { image } = await finish(await picture({ format: "jpeg" }), await picture(large), {
        jpegQuality,
      });
      assert.equal((await sharp(image.bytes).metadata()).chromaSubsampling, sampling);
    });
  }
});

suite("a format that cannot hold a result gives way to PNG, and this is said", () => {
  test("JPEG with transparency", async () => {
    const { image, remarks } = await finish(
      await picture({ alpha: true }),
      await picture({ ...large, format: "jpeg" }),
      { outputFormat: "jpeg" },
    );
    const { format, hasAlpha } = await sharp(image.bytes).metadata();
    assert.deepEqual([format, hasAlpha], ["png", true]);
    assert.deepEqual(remarks, [{ kind: "otherFormat", detail: "jpeg" }]);
  });

  test("a WebP of more than 16,383 pixels on a side; a PNG that arrived is kept", async () => {
    const wide = encoded(
      await sharpOf(flat(16_400, 2, [9, 9, 9, 255]))
        .png()
        .toBuffer(),
    );
    const source = encoded(await picture({ format: "webp", width: 8200, height: 1 }));
    const { image, remarks } = await finisher.finish(wide, source, asSource, never);
    assert.deepEqual(forUpload(image), forUpload(wide));
    assert.deepEqual(remarks, [{ kind: "otherFormat", detail: "webp" }]);
  });
});

suite("transparency", () => {
  const source = drawn(24, 16, (x, y) => [
    200,
    80,
    40,
    x < 8 ? 0 : x < 16 ? 255 : Math.round((255 * y) / 15),
  ]);
  const texture = (width: number, height: number) =>
    drawn(width, height, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y) % 256, 255]);

  for (const [width, height] of [
    [48, 32],
    [51, 29],
    [96, 64],
    [24, 16],
    [20, 13],
  ] as const) {
    test(`is put onto a result of ${width} × ${height}, whose colours stay`, async () => {
      const delivered = texture(width, height);
      const { image } = await finish(
        await sharpOf(source).png().toBuffer(),
        await sharpOf(delivered).png().toBuffer(),
      );
      const made = await decodedBySharp(image.bytes);
      assert.deepEqual([made.width, made.height], [width, height]);
      const y = Math.floor(height / 2);
      assert.equal(pixelAt(made, 1, y)[3], 0);
      const middle = Math.floor(width / 2);
      assert.deepEqual(pixelAt(made, middle, y), pixelAt(delivered, middle, y));
    });
  }

  test("of a source is the source's, whatever alpha arrived", async () => {
    const delivered = flat(48, 32, [9, 9, 9, 7]);
    const { image } = await finish(
      await sharpOf(source).png().toBuffer(),
      await sharpOf(delivered).png().toBuffer(),
    );
    assert.equal(pixelAt(await decodedBySharp(image.bytes), 24, 16)[3], 255);
  });

  test("is not put onto a picture of another shape", async () => {
    const wide = await picture({ alpha: true, width: 120, height: 80 });
    await assert.rejects(finish(wide, await picture({ width: 240, height: 240 })), /shape/);
  });
});

suite("finishing", () => {
  test("gives the same bytes each time", async () => {
    const source = await picture({ format: "webp", alpha: true });
    const delivered = await picture(large);
    const [one, two] = [await finish(source, delivered), await finish(source, delivered)];
    assert.deepEqual(one.image.bytes, two.image.bytes);
  });

  test("says that 16 bits became 8, also of what is not touched", async () => {
    const deep = png({ depth: 16, type: 0, rows: [0, 7, 200, 250, 1] });
    const delivered = await picture({ width: 4, height: 2 });
    for (const outputFormat of ["source", "asDelivered"] as const) {
      const { remarks } = await finish(deep, delivered, { outputFormat });
      assert.deepEqual(remarks, [{ kind: "eightBits" }]);
    }
  });

  test("rejects for a result that cannot be decoded", async () => {
    const broken = png({ height: 2, type: 2, rows: [0, 1, 2, 3, 4, 5, 6] });
    await assert.rejects(finish(await picture({ format: "jpeg" }), broken));
  });

  test("ends when the user cancels", async () => {
    const [source, result] = [
      encoded(await picture({ alpha: true })),
      encoded(await picture(large)),
    ];
    await assert.rejects(finisher.finish(result, source, asSource, AbortSignal.abort()), {
      name: "AbortError",
    });
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { encoded, finisher, idleFinisher, never } from "../support/finisher.ts";
import { noise, picture } from "../support/images.ts";
import { drawn, flat, sharpOf } from "../support/rasters.ts";

suite("an all black result", () => {
  const black = (format: "png" | "jpeg" | "webp", level = 0) =>
    sharpOf(flat(96, 64, [level, level, level, 255]))
      .toFormat(format)
      .toBuffer();
  const isBlack = async (result: Uint8Array, source?: Uint8Array) =>
    finisher.isBlack(encoded(result), source && encoded(source), never);

  for (const format of ["png", "jpeg", "webp"] as const) {
    test(`is recognised as ${format}`, async () => {
      assert.equal(await isBlack(await black(format), await picture()), true);
      assert.equal(await isBlack(await black(format)), true);
    });
  }

  test("is right for a black source, also one that is black on transparent ground", async () => {
    const glyph = drawn(24, 16, (x) => [0, 0, 0, x * 10]);
    const hidden = drawn(24, 16, (x) => (x < 9 ? [0, 0, 0, 255] : [255, 255, 255, 0]));
    for (const source of [flat(9, 9, [20, 20, 20, 255]), glyph, hidden]) {
      const bytes = await sharpOf(source).png().toBuffer();
      assert.equal(await isBlack(await black("png"), bytes), false);
    }
  });

  test("is none with anything in it", async () => {
    const dark = flat(96, 64, [0, 0, 0, 255]);
    dark.data[4 * 3000] = 40;
    assert.equal(await isBlack(await sharpOf(dark).png().toBuffer(), await picture()), false);
    assert.equal(await isBlack(await black("png", 20), await picture()), false);
  });

  test("is not looked for in a file that is too large to be one", async () => {
    assert.equal(
      await idleFinisher.isBlack(encoded(await noise(400, 300)), undefined, never),
      false,
    );
  });
});

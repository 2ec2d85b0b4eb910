import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { assertUpscales } from "../support/corpus/throughDevice.ts";

/** PngSuite by Willem van Schaik, as far as an old version of a PNG library carries it, with its licence. */
const folder = join(
  dirname(fileURLToPath(import.meta.resolve("pngsuite/package.json"))),
  "examples/test/img",
);
const names = readdirSync(folder).filter((name) => name.endsWith(".png"));

suite("a file of PngSuite is read as libvips reads it, and upscaled", () => {
  test("there are twenty, under their own licence", () => {
    assert.equal(names.length, 20);
    const licence = readFileSync(join(folder, "PngSuite.LICENSE"), "latin1");
    assert.match(licence, /Permission to use, copy, modify and distribute/);
  });

  for (const name of names) {
    test(name, async () => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      // What it tests, interlaced or not, its colour type and its depth are in its name.
      const [, colourType = "", depth = ""] = /^.{3}n(\d)[acgp](\d\d)\.png$/.exec(name) ?? [];
      assert.deepEqual([bytes[24], bytes[25], bytes[28]], [Number(depth), Number(colourType), 0]);
      const found = inspectImage(bytes);
      const hasAlpha = Number(colourType) >= 4 || /^t[bp][^0]/.test(name);
      const expected = { width: 32, height: 32, orientation: 1, hasAlpha, isLossy: false };
      assert.deepEqual(found, { ok: true, format: "png", ...expected });
      await assertUpscales(bytes);
    });
  }
});

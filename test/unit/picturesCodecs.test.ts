import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { AssetName } from "../../src/pictures/assets.ts";
import { decode } from "../../src/pictures/decode.ts";
import { encode } from "../../src/pictures/encode.ts";
import { loadAsset } from "../support/assets.ts";
import { picture } from "../support/images.ts";
import { drawn } from "../support/rasters.ts";

const formats = ["png", "jpeg", "webp"] as const;
const raster = drawn(20, 20, (x, y) => [12 * x, 12 * y, x * y, 255]);
const encoding = { quality: 80, lossless: false } as const;

suite("codecs", () => {
  test("each is read when it is first needed, and once", async () => {
    const read: AssetName[] = [];
    const counted = (name: AssetName) => {
      read.push(name);
      return loadAsset(name);
    };
    for (const format of formats) {
      const bytes = await picture({ format });
      await Promise.all([decode(bytes, counted), decode(bytes, counted)]);
    }
    assert.deepEqual(read, ["png.wasm", "jpeg-decode.wasm", "webp-decode.wasm"]);
    for (const format of [...formats, ...formats]) {
      await encode(raster, { format, ...encoding }, counted);
    }
    assert.deepEqual(read.slice(3), ["jpeg-encode.wasm", "webp-encode.wasm"]);
  });

  test("one that could not be read is read again the next time", async () => {
    let isBroken = true;
    const broken = (name: AssetName) =>
      isBroken ? Promise.reject(new Error("No such file.")) : loadAsset(name);
    const bytes = await picture();
    await assert.rejects(decode(bytes, broken), /No such file/);
    isBroken = false;
    assert.equal((await decode(bytes, broken)).width, 48);
  });

  test("the global class that they need is gone afterwards", async () => {
    for (const format of formats) {
      await decode(await encode(raster, { format, ...encoding }, loadAsset), loadAsset);
    }
    assert.ok(!("ImageData" in globalThis));
  });

  test("many pictures at a time do not get into each other's way", async () => {
    const rasters = Array.from({ length: 12 }, (_, index) =>
      drawn(10 + index, 10, (x, y) => [index * 20, x * 9, y * 20, 255]),
    );
    const decoded = await Promise.all(
      rasters.map(async (each, index) => {
        const format = index % 2 === 0 ? "png" : "webp";
        const bytes = await encode(each, { format, quality: 90, lossless: true }, loadAsset);
        return decode(bytes, loadAsset);
      }),
    );
    assert.deepEqual(decoded, rasters);
  });
});

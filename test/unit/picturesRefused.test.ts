import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { decode, pixelLimit } from "../../src/pictures/decode.ts";
import { loadAsset } from "../support/assets.ts";
import { insertedAt, noise, picture, pngChunk } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import type { PngParts } from "../support/pngs.ts";

const refusedAs = (subject: string) => ({ name: "UpscaleError", reason: "badSource", subject });
const jpeg = () => picture({ format: "jpeg" });

/** A JPEG with bytes written over its first frame header, counted from the marker's code. */
async function withFrame(changes: Record<number, number>): Promise<Uint8Array> {
  const bytes = Buffer.from(await jpeg());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1;
  for (const [offset, value] of Object.entries(changes)) {
    bytes[frame + Number(offset)] = value;
  }
  return bytes;
}

suite("decode refuses what it cannot show rightly", () => {
  test("a CMYK JPEG, and one stored as YCCK", async () => {
    const cmyk = await sharp(await jpeg())
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    await assert.rejects(decode(cmyk, loadAsset), refusedAs("cmyk"));
    const transform = cmyk.indexOf("Adobe") + 11;
    for (const value of [0, 2]) {
      cmyk[transform] = value;
      await assert.rejects(decode(cmyk, loadAsset), refusedAs("cmyk"));
    }
  });

  const rare = { "12 bits": { 3: 12 }, lossless: { 0: 0xc3 }, arithmetic: { 0: 0xc9 } };
  for (const [kind, changes] of Object.entries(rare)) {
    test(`a JPEG of a rare kind: ${kind}`, async () => {
      await assert.rejects(decode(await withFrame(changes), loadAsset), refusedAs("rareJpeg"));
    });
  }

  test("bytes that are no picture, with what they are", async () => {
    await assert.rejects(decode(Buffer.from("GIF89a........"), loadAsset), {
      ...refusedAs("unsupportedFormat"),
      detail: "GIF",
    });
    await assert.rejects(decode(new Uint8Array(), loadAsset), refusedAs("empty"));
  });

  test("too many pixels, before any codec is loaded", async () => {
    const side = Math.ceil(Math.sqrt(pixelLimit));
    for (const size of [100_000, side]) {
      const huge = png({ width: size, height: size, type: 2, rows: [0] });
      await assert.rejects(
        decode(huge, () => assert.fail("loaded")),
        { reason: "tooLarge", subject: "memory" },
      );
    }
  });

  test("a JPEG with a side that libjpeg does not take", async () => {
    const tall = await withFrame({ 4: 65_530 >> 8, 5: 65_530 & 0xff });
    await assert.rejects(decode(tall, loadAsset), { reason: "tooLarge", subject: "memory" });
  });
});

suite("decode refuses damaged pixels", () => {
  const pngs: Record<string, PngParts> = {
    "rows are missing": { height: 2, type: 2, rows: [0, 1, 2, 3, 4, 5, 6] },
    "a filter does not exist": { type: 2, rows: [9, 1, 2, 3, 4, 5, 6] },
  };
  for (const [damage, parts] of Object.entries(pngs)) {
    test(`PNG: ${damage}`, async () => {
      await assert.rejects(decode(png(parts), loadAsset), refusedAs("damaged"));
    });
  }

  test("PNG: the compressed data is none", async () => {
    const bytes = png({ type: 2, rows: [0, 1, 2, 3, 4, 5, 6] });
    const start = Buffer.from(bytes).indexOf("IDAT") - 4;
    const bad = Buffer.concat([
      bytes.subarray(0, start),
      pngChunk("IDAT", Buffer.from("not compressed at all")),
      pngChunk("IEND", Buffer.alloc(0)),
    ]);
    await assert.rejects(decode(bad, loadAsset), refusedAs("damaged"));
  });

  test("JPEG: the scan ends early, or holds other bytes", async () => {
    const whole = await sharp(await noise(64, 64))
      .jpeg()
      .toBuffer();
    const middle = Math.floor(whole.length / 2);
    const short = Buffer.concat([whole.subarray(0, middle), Buffer.from([0xff, 0xd9])]);
    const garbled = Buffer.from(whole);
    garbled.fill(0x7f, middle, middle + 60);
    await assert.rejects(decode(short, loadAsset), refusedAs("damaged"));
    await assert.rejects(decode(garbled, loadAsset), refusedAs("damaged"));
  });

  test("JPEG: stray bytes between segments do not matter", async () => {
    const bytes = Buffer.from(await jpeg());
    const stray = insertedAt(bytes, bytes.indexOf(Buffer.from([0xff, 0xda])), Buffer.from([0, 17]));
    assert.deepEqual(await decode(stray, loadAsset), await decode(bytes, loadAsset));
  });

  test("lossless WebP: the data turns to other bytes in the middle", async () => {
    const bytes = await sharp(await noise(64, 64))
      .webp({ lossless: true })
      .toBuffer();
    bytes.fill(0x55, Math.floor(bytes.length / 2));
    await assert.rejects(decode(bytes, loadAsset), refusedAs("damaged"));
  });

  test("a whole picture is read after a damaged one of each format", async () => {
    const good = await Promise.all([
      picture({ format: "png" }),
      picture({ format: "jpeg" }),
      picture({ format: "webp", lossless: true }),
    ]);
    for (const bytes of good) {
      const broken = Buffer.from(bytes);
      broken.fill(0x7f, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.6) + 40);
      await decode(broken, loadAsset).catch(() => undefined);
      const { width, height } = await decode(bytes, loadAsset);
      assert.deepEqual([width, height], [48, 32]);
    }
  });
});

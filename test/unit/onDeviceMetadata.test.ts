import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { OnDevice } from "../../src/backends/device/onDevice.ts";
import type { DeviceWork } from "../../src/core/backend.ts";
import { encodedImage } from "../../src/core/encodedImage.ts";
import { jpegSegment, withSegments } from "../support/containers.ts";
import { deviceOptions } from "../support/fakes.ts";
import { displayP3, greyProfile } from "../support/profiles.ts";
import { decodedBySharp, flat, pixelAt, sharpOf } from "../support/rasters.ts";
import { iptcRecords, tellingPicture } from "../support/tellingPictures.ts";
import { formats } from "../support/told.ts";
import { thisThread } from "../support/threads.ts";

const device = new OnDevice(thisThread());

async function upscaled(bytes: Uint8Array, gps?: "keep" | "drop"): Promise<Buffer> {
  const source = encodedImage(bytes);
  assert.ok(!("problem" in source));
  const finish = { outputFormat: "source", jpegQuality: 100, gps } as const;
  const work: DeviceWork = { ...deviceOptions, model: "device-fast", finish };
  const signal = new AbortController().signal;
  const { image } = await device.upscale(source, work, () => undefined, signal);
  return Buffer.from(image.bytes);
}

suite("results made on this device", () => {
  for (const format of formats) {
    test(`${format}: tell what their source tells, true of them`, async () => {
      const bytes = await upscaled(await tellingPicture(format));
      const { icc, exif, xmp, iptc, width, height, orientation } = await sharp(bytes).metadata();
      // Orientation 6: 48 × 32 as stored is 32 × 48 to people.
      assert.deepEqual([width, height, orientation], [64, 96, 1]);
      assert.deepEqual(icc && new Uint8Array(icc), displayP3);
      assert.ok(exif?.includes("Somebody's own"));
      assert.ok(xmp?.includes('exif:PixelXDimension="64"'));
      assert.equal(iptc?.includes(Buffer.from(iptcRecords)) ?? false, format === "jpeg");
      assert.ok(bytes.includes("GPS"));
    });

    test(`${format}: tell no place if they are not to`, async () => {
      const bytes = await upscaled(await tellingPicture(format), "drop");
      assert.ok(!bytes.includes("GPS") && bytes.includes("Somebody's own"));
    });
  }
});

suite("colours of results made on this device", () => {
  /** What a patch looks like: its colour in sRGB, by its profile. */
  const looksLike = async (bytes: Uint8Array) => {
    const raster = await decodedBySharp(bytes);
    return pixelAt(raster, raster.width >> 1, raster.height >> 1).slice(0, 3);
  };
  const near = (a: readonly number[], b: readonly number[]) =>
    a.every((level, index) => Math.abs(level - (b[index] ?? 0)) <= 2);

  const tones = { white: 255, "light grey": 200, grey: 128, dark: 40, black: 0 };
  for (const [name, tone] of Object.entries(tones)) {
    test(`${name} under a profile of RGB stays what it looks like, although it is grey`, async () => {
      const patch = sharpOf(flat(40, 40, [tone, tone, tone, 255])).removeAlpha();
      const source = await patch.withIccProfile("p3").png().toBuffer();
      const result = await upscaled(source);
      assert.ok((await sharp(result).metadata()).icc);
      assert.ok(near(await looksLike(source), await looksLike(result)));
    });

    test(`${name} under a profile of grey stays what it looks like`, async () => {
      const patch = sharpOf(flat(40, 40, [tone, tone, tone, 255])).toColourspace("b-w");
      const source = withSegments(
        await patch.jpeg({ quality: 100 }).toBuffer(),
        jpegSegment(0xe2, "ICC_PROFILE\0\x01\x01", greyProfile()),
      );
      const result = await upscaled(source);
      assert.ok((await sharp(result).metadata()).icc);
      assert.ok(near(await looksLike(source), await looksLike(result)));
    });
  }

  test("a patch of Display P3 keeps its colour", async () => {
    const patch = sharpOf(flat(40, 40, [230, 90, 60, 255])).removeAlpha();
    const source = await patch.withIccProfile("p3").webp({ lossless: true }).toBuffer();
    const result = await upscaled(source);
    assert.ok(near(await looksLike(source), await looksLike(result)));
  });
});

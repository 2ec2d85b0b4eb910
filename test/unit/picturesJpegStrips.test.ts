import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import sharp from "sharp";
import { encode } from "../../src/pictures/encode.ts";
import { joinStrips } from "../../src/pictures/jpegStrips/joinStrips.ts";
import { readStrip } from "../../src/pictures/jpegStrips/strip.ts";
import type { Raster } from "../../src/pictures/raster.ts";
import { loadAsset } from "../support/assets.ts";
import { anyRaster, decodedBySharp, drawn, sharpOf } from "../support/rasters.ts";

const samplings = ["4:4:4", "4:2:0"] as const;

/** A file by libjpeg without trellis: a coefficient depends on its own block alone. */
const byLibjpeg = (
  raster: Raster,
  chromaSubsampling: string,
  quality: number,
): Promise<Uint8Array> =>
  sharpOf(raster).removeAlpha().jpeg({ chromaSubsampling, quality }).toBuffer();

const rowsOf = ({ width, height, data }: Raster, from: number, most: number): Raster => ({
  width,
  height: Math.min(most, height - from),
  data: data.slice(4 * width * from, 4 * width * (from + most)),
});

const starts = (height: number, rows: number) =>
  Array.from({ length: Math.ceil(height / rows) }, (_start, index) => index * rows);

/** Waves with a grain that does not repeat, opaque. */
const photoLike = (width: number, height: number): Raster => {
  let grain = 1;
  const wave = (place: number) => 100 + 80 * Math.sin(place);
  return drawn(width, height, (x, y) => {
    grain = (grain * 48_271) % 0x7fff_ffff;
    const noise = (grain >> 8) % 16;
    return [wave(x / 9) + noise, wave(y / 31) + noise, wave((x + y) / 50) + noise, 255];
  });
};

/** Peak signal to noise of the colours, in dB. */
function likeness(a: Raster, b: Raster): number {
  const squares = a.data.reduce((sum, sample, index) => sum + (sample - (b.data[index] ?? 0)) ** 2);
  return 10 * Math.log10((255 ** 2 * a.data.length * 0.75) / squares);
}

suite("strips of a JPEG become what it would have been in one go", () => {
  for (const sampling of samplings) {
    test(`${sampling}: every pixel, in about as many bytes`, async () => {
      await fc.assert(
        fc.asyncProperty(
          anyRaster({ width: 70, height: 120 }),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 100 }),
          async (raster, unitRows, quality) => {
            const strips = await Promise.all(
              starts(raster.height, 16 * unitRows).map((y) =>
                byLibjpeg(rowsOf(raster, y, 16 * unitRows), sampling, quality),
              ),
            );
            const joined = joinStrips(strips, raster.height);
            const whole = await byLibjpeg(raster, sampling, quality);
            assert.deepEqual(await decodedBySharp(joined), await decodedBySharp(whole));
            assert.ok(joined.length < whole.length + 32, `${joined.length} > ${whole.length}`);
          },
        ),
      );
    });
  }

  test("what is no baseline JPEG is refused", () => {
    assert.throws(() => readStrip(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)), /0xc0/);
    assert.throws(() => joinStrips([new Uint8Array()], 1), /0xc0/);
  });
});

suite("a large JPEG", () => {
  for (const [sampling, quality] of [
    ["4:4:4", 92],
    ["4:2:0", 80],
  ] as const) {
    test(`${sampling}: is as good and as small as the same encoder's in one go`, async () => {
      const raster = photoLike(1101, 1031);
      const ours = await encode(raster, { format: "jpeg", quality, lossless: false }, loadAsset);
      const whole = await sharpOf(raster)
        .removeAlpha()
        .jpeg({
          quality,
          chromaSubsampling: sampling,
          quantisationTable: 3,
          trellisQuantisation: true,
        })
        .toBuffer();
      const decoded = await decodedBySharp(ours);
      assert.equal((await sharp(ours).metadata()).chromaSubsampling, sampling);
      const loss = likeness(raster, await decodedBySharp(whole)) - likeness(raster, decoded);
      assert.ok(Math.abs(loss) < 0.1, `${loss} dB`);
      assert.ok(ours.length < 1.02 * whole.length, `${ours.length} > ${whole.length}`);
    });
  }

  test("fits into the memory that the encoder starts with", async (t) => {
    const { mock } = t.mock.method(WebAssembly.Memory.prototype, "grow");
    const raster = photoLike(2048, 1040);
    await encode(raster, { format: "jpeg", quality: 92, lossless: false }, loadAsset);
    assert.equal(mock.callCount(), 0);
  });
});

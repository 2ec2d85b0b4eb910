import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import type { Sharp } from "sharp";
import { OnDevice } from "../../src/backends/device/onDevice.ts";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import { deltaE } from "../support/colourDifference.ts";
import { deviceOptions } from "../support/fakes.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { pngChunk } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import { drawn, sharpOf } from "../support/rasters.ts";
import { thisThread } from "../support/threads.ts";

/** The 24 patches of the ColorChecker in sRGB (D. Pascale, RGB coordinates of the ColorChecker, 2006). */
const patches = [
  [115, 82, 68],
  [194, 150, 130],
  [98, 122, 157],
  [87, 108, 67],
  [133, 128, 177],
  [103, 189, 170],
  [214, 126, 44],
  [80, 91, 166],
  [193, 90, 99],
  [94, 60, 108],
  [157, 188, 64],
  [224, 163, 46],
  [56, 61, 150],
  [70, 148, 73],
  [175, 54, 60],
  [231, 199, 31],
  [187, 86, 149],
  [8, 133, 161],
  [243, 243, 242],
  [200, 200, 200],
  [160, 160, 160],
  [122, 122, 121],
  [85, 85, 85],
  [52, 52, 52],
] as const;

const columns = 6;
const side = 24;
const size = { width: columns * side, height: 4 * side };

const chart = drawn(size.width, size.height, (x, y) => {
  const patch = patches[Math.floor(y / side) * columns + Math.floor(x / side)] ?? [0, 0, 0];
  return [...patch, 255];
});

const transparentChart = drawn(size.width, size.height, (x, y) => {
  const [red = 0, green = 0, blue = 0] = chart.data.slice(4 * (y * size.width + x));
  const isHole = x % side < 3 || y % side < 3;
  return [red, green, blue, isHole ? 0 : 255];
});

/** A PNG of 16 bits whose lower bytes are as large as can be. */
const deep = png({
  ...size,
  depth: 16,
  type: 2,
  rows: Array.from({ length: size.height }, (_, y) => [
    0,
    ...Array.from({ length: size.width }, (__, x) => {
      const [red = 0, green = 0, blue = 0] = chart.data.slice(4 * (y * size.width + x));
      return [red, 255, green, 255, blue, 255];
    }).flat(),
  ]).flat(),
});

const grey = png({
  ...size,
  type: 0,
  rows: Array.from({ length: size.height }, (_, y) => [
    0,
    ...Array.from({ length: size.width }, (__, x) => chart.data[4 * (y * size.width + x)] ?? 0),
  ]).flat(),
  chunks: [pngChunk("sRGB", Buffer.of(0))],
});

const plain = (): Sharp => sharpOf(chart).removeAlpha();

/** Each kind of source, and the largest difference that it may come to, in ΔE. */
const sources: Record<string, [make: () => Promise<Uint8Array>, most: number]> = {
  "a PNG": [() => plain().png().toBuffer(), 0],
  "an indexed PNG": [() => plain().png({ palette: true }).toBuffer(), 0],
  "a grey PNG": [async () => grey, 0],
  "a PNG of 16 bits": [async () => deep, 0],
  "a transparent PNG": [() => sharpOf(transparentChart).png().toBuffer(), 0],
  "a PNG with Display P3": [() => plain().withIccProfile("p3").png().toBuffer(), 0],
  "a lossless WebP": [() => plain().webp({ lossless: true }).toBuffer(), 0],
  "a JPEG": [() => plain().jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer(), 1],
  "a JPEG with Display P3": [
    () => plain().withIccProfile("p3").jpeg({ quality: 95 }).toBuffer(),
    1,
  ],
  "a grey JPEG": [() => plain().greyscale().jpeg({ quality: 95 }).toBuffer(), 1],
  "a lossy WebP": [() => plain().webp({ quality: 95 }).toBuffer(), 2],
};

/** The colours in the middles of the patches, in sRGB, as a program sees them that minds profiles. */
async function colours(bytes: Uint8Array): Promise<(readonly [number, number, number])[]> {
  const { data, info } = await sharp(bytes)
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return patches.map((_, index) => {
    const x = Math.floor(((index % columns) + 0.5) * (info.width / columns));
    const y = Math.floor((Math.floor(index / columns) + 0.5) * (info.height / 4));
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * (y * info.width + x));
    return [red, green, blue];
  });
}

async function assertSame(source: Uint8Array, result: Uint8Array, most: number): Promise<void> {
  const [before, after] = [await colours(source), await colours(result)];
  const differences = before.map((colour, index) => deltaE(colour, after[index] ?? [0, 0, 0]));
  const largest = Math.max(...differences);
  assert.ok(
    largest <= most + 0.001,
    `ΔE ${largest.toFixed(2)} in patch ${differences.indexOf(largest)}`,
  );
}

/** The picture as the model sees it, which knows no profiles, enlarged without being changed. */
const enlargedInCloud = (sent: Uint8Array): Promise<Buffer> =>
  sharp(sent, { ignoreIcc: true })
    .removeAlpha()
    .toColourspace("srgb")
    .resize(2 * size.width, 2 * size.height, { kernel: "nearest" })
    .png()
    .toBuffer();

suite("flat colours keep their colour through the cloud", () => {
  for (const [kind, [make, most]] of Object.entries(sources)) {
    test(`${kind}: ΔE up to ${most}`, async () => {
      const source = encoded(await make());
      const sent = await finisher.prepare(source, never);
      const delivered = encoded(await enlargedInCloud(sent.bytes));
      const finish: FinishOptions = { outputFormat: "source", jpegQuality: 92 };
      const { image } = await finisher.finish(delivered, source, finish, never);
      await assertSame(source.bytes, image.bytes, most);
    });
  }

  for (const [outputFormat, jpegQuality, most] of [
    ["png", 92, 0],
    ["webp", 92, 0],
    ["jpeg", 92, 1.5],
    ["jpeg", 80, 2.3],
  ] as const) {
    test(`as ${outputFormat} of quality ${jpegQuality}: ΔE up to ${most}`, async () => {
      const source = encoded(await plain().png().toBuffer());
      const delivered = encoded(await enlargedInCloud(source.bytes));
      const finish = { outputFormat, jpegQuality };
      const { image } = await finisher.finish(delivered, source, finish, never);
      await assertSame(source.bytes, image.bytes, most);
    });
  }
});

suite("flat colours keep their colour on this device", () => {
  const device = new OnDevice(thisThread());
  for (const model of ["device-fast", "device-standard"] as const) {
    for (const kind of ["a PNG", "a grey PNG", "a PNG of 16 bits", "a transparent PNG", "a JPEG"]) {
      test(`${model}, ${kind}: ΔE up to 1.5`, async () => {
        const [make] = sources[kind] ?? assert.fail(kind);
        const source = encoded(await make());
        const work = { ...deviceOptions, model };
        const { image } = await device.upscale(source, work, () => {}, never);
        await assertSame(source.bytes, image.bytes, 1.5);
      });
    }
  }
});

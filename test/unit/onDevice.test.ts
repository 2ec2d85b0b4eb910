import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import sharp from "sharp";
import { OnDevice } from "../../src/backends/device/onDevice.ts";
import type { DeviceStatus } from "../../src/core/backend.ts";
import { encodedImage } from "../../src/core/encodedImage.ts";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import type { DeviceOptions } from "../../src/core/options.ts";
import { deviceOptions } from "../support/fakes.ts";
import { noise } from "../support/images.ts";
import { noThreads, thisThread } from "../support/threads.ts";

const never = new AbortController().signal;
const device = new OnDevice(thisThread());
const fast: DeviceOptions = { ...deviceOptions, model: "device-fast" };

function encoded(bytes: Uint8Array): EncodedImage {
  const found = encodedImage(bytes);
  assert.ok(!("problem" in found));
  return found;
}

async function upscale(
  bytes: Uint8Array,
  options: DeviceOptions = fast,
  signal: AbortSignal = never,
) {
  const statuses: DeviceStatus[] = [];
  const { image } = await device.upscale(
    encoded(bytes),
    options,
    (status) => statuses.push(status),
    signal,
  );
  return { image, statuses };
}

/** RGBA, however the picture is stored. */
const pixels = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).ensureAlpha().raw().toBuffer();

/** A picture of one colour with an alpha for each pixel. */
const withAlphas = (width: number, height: number, alphaAt: (x: number, y: number) => number) =>
  sharp(
    Buffer.from(
      Array.from({ length: width * height }, (_, index) => [
        200,
        80,
        40,
        alphaAt(index % width, Math.floor(index / width)),
      ]).flat(),
    ),
    { raw: { width, height, channels: 4 } },
  )
    .png()
    .toBuffer();

suite("upscaling on this device", () => {
  test("makes a picture of any size at any scale, in the source's format", async () => {
    const side = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 120 }));
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.constantFrom(1, 1.25, 1.5, 2, 3, 4),
        fc.constantFrom("png" as const, "jpeg" as const, "webp" as const),
        async (width, height, scale, format) => {
          const source = await sharp(await noise(width, height))
            .toFormat(format)
            .toBuffer();
          const { image } = await upscale(source, { ...fast, scale });
          const { width: x, height: y, format: kind } = await sharp(image.bytes).metadata();
          assert.deepEqual(
            [x, y, kind],
            [
              Math.max(1, Math.round(width * scale)),
              Math.max(1, Math.round(height * scale)),
              format,
            ],
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("takes extreme shapes: a line of pixels either way", async () => {
    for (const [width, height] of [
      [700, 1],
      [1, 700],
    ] as const) {
      const { image } = await upscale(
        await sharp(await noise(width, height))
          .png()
          .toBuffer(),
      );
      assert.deepEqual([image.width, image.height], [2 * width, 2 * height]);
    }
  });

  test("keeps a colour that fills the picture, without seams between tiles", async () => {
    const source = await sharp({
      create: { width: 130, height: 110, channels: 3, background: "#4080c0" },
    })
      .png()
      .toBuffer();
    for (const model of ["device-fast", "device-standard"] as const) {
      const { image } = await upscale(source, { ...fast, model });
      const { channels } = await sharp(image.bytes).stats();
      const { data, info } = await sharp(image.bytes).raw().toBuffer({ resolveWithObject: true });
      // Borders excepted, where the network sees repeated pixels.
      for (const [index, { mean }] of channels.slice(0, 3).entries()) {
        assert.ok(Math.abs(mean - ([0x40, 0x80, 0xc0][index] ?? 0)) < 1.5, `${model}: ${mean}`);
      }
      const row = 100 * info.width * info.channels;
      const middle = data.subarray(row + 40 * info.channels, row + 220 * info.channels);
      const reds = new Set(middle.filter((_, index) => index % info.channels === 0));
      assert.ok(reds.size <= 2, `${model} has ${[...reds].join(", ")} in one row`);
    }
  });

  test("gives the same bytes each time", async () => {
    const source = await sharp(await noise(90, 70))
      .png()
      .toBuffer();
    const [one, two] = [await upscale(source), await upscale(source)];
    assert.deepEqual(one.image.bytes, two.image.bytes);
  });

  test("applies the orientation, so that the result looks like the source", async () => {
    const source = await sharp(await noise(40, 20))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { image } = await upscale(source);
    assert.deepEqual([image.width, image.height], [40, 80]);
    assert.equal((await sharp(image.bytes).metadata()).orientation, 1);
  });
});

suite("transparency on this device", () => {
  test("fully transparent stays 0 and fully opaque stays 255", async () => {
    const source = await withAlphas(60, 40, (x) => (x < 30 ? 0 : 255));
    const data = await pixels((await upscale(source)).image.bytes);
    const alphaAt = (x: number, y: number) => data[4 * (y * 120 + x) + 3];
    for (let y = 0; y < 80; y += 1) {
      assert.deepEqual([alphaAt(0, y), alphaAt(57, y)], [0, 0]);
      assert.deepEqual([alphaAt(62, y), alphaAt(119, y)], [255, 255]);
    }
  });

  test("a single visible pixel stays visible", async () => {
    const source = await withAlphas(9, 9, (x, y) => (x === 4 && y === 4 ? 255 : 0));
    const data = await pixels((await upscale(source)).image.bytes);
    const alphas = data.filter((_, index) => index % 4 === 3);
    assert.ok(Math.max(...alphas) > 128);
  });

  test("a picture that is transparent all over stays so", async () => {
    const data = await pixels((await upscale(await withAlphas(30, 20, () => 0))).image.bytes);
    assert.ok(data.every((value, index) => index % 4 !== 3 || value === 0));
  });

  test("an edge keeps its colour: no dark or light halo", async () => {
    const source = await withAlphas(40, 40, (x, y) => (Math.hypot(x - 20, y - 20) < 14 ? 255 : 0));
    const data = await pixels((await upscale(source)).image.bytes);
    for (let index = 0; index < data.length; index += 4) {
      if ((data[index + 3] ?? 0) > 8) {
        const colour = [data[index], data[index + 1], data[index + 2]];
        const off = colour.map((value, channel) =>
          Math.abs((value ?? 0) - ([200, 80, 40][channel] ?? 0)),
        );
        assert.ok(Math.max(...off) <= 12, `${colour.join(", ")} at alpha ${data[index + 3]}`);
      }
    }
  });
});

/** A light square on its own dark shadow, which is seen to its right and below. */
const onShadow = () =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><defs><filter id="soft">
        <feGaussianBlur stdDeviation="2"/></filter></defs>
        <rect x="10" y="10" width="20" height="20" opacity=".6" filter="url(#soft)"/>
        <rect x="6" y="6" width="20" height="20" fill="#48cfff"/></svg>`,
    ),
  )
    .png()
    .toBuffer();

suite("edges of transparency on this device", () => {
  for (const model of ["device-fast", "device-standard"] as const) {
    test(`${model}: what casts a shadow has no rim of the shadow's colour`, async () => {
      const data = await pixels((await upscale(await onShadow(), { ...fast, model })).image.bytes);
      for (let along = 20; along < 46; along += 1) {
        const [right, below] = [data[4 * (along * 80 + 51) + 2], data[4 * (51 * 80 + along) + 2]];
        assert.ok(Math.min(right ?? 0, below ?? 0) > 235, `${right}, ${below}`);
      }
    });
  }

  test("a picture that is only there or not stays so, at every scale", async () => {
    const source = await withAlphas(40, 40, (x, y) => (Math.hypot(x - 20, y - 20) < 14 ? 255 : 0));
    for (const scale of [1, 1.5, 2, 3, 4]) {
      const data = await pixels((await upscale(source, { ...fast, scale })).image.bytes);
      const alphas = new Set(data.filter((_, index) => index % 4 === 3));
      assert.deepEqual([...alphas].toSorted(), [0, 255]);
    }
  });
});

suite("work on this device", () => {
  test("tells how far it is, to the end", async () => {
    const { statuses } = await upscale(
      await sharp(await noise(150, 100))
        .png()
        .toBuffer(),
    );
    assert.equal(statuses.at(-1)?.phase, "encoding");
    const percents = statuses.flatMap((status) => ("percent" in status ? status.percent : []));
    assert.ok(percents.length > 4);
    assert.deepEqual(
      percents,
      percents.toSorted((a, b) => a - b),
    );
    assert.deepEqual([percents[0], percents.at(-1)], [0, 100]);
  });

  test("ends within a tile when the user cancels, and leaves the threads fit for the next", async () => {
    const source = await sharp(await noise(150, 100))
      .png()
      .toBuffer();
    const user = new AbortController();
    let tilesAfter = 0;
    const run = device.upscale(
      encoded(source),
      fast,
      (status) => {
        tilesAfter += user.signal.aborted ? 1 : 0;
        if ("percent" in status && status.percent > 0) {
          user.abort();
        }
      },
      user.signal,
    );
    await assert.rejects(run, { name: "AbortError" });
    await upscale(source);
    assert.ok(tilesAfter <= 1);
  });

  test("refuses a picture whose pixels are damaged", async () => {
    const png = await sharp(await noise(64, 64))
      .jpeg()
      .toBuffer();
    const scan = png.indexOf(Buffer.from([0xff, 0xda]));
    const damaged = Buffer.concat([png.subarray(0, scan + 14), png.subarray(png.length - 2)]);
    await assert.rejects(
      upscale(damaged),
      (error) => error instanceof UpscaleError && error.reason === "badSource",
    );
  });

  test("says so when a thread cannot be had", async () => {
    const broken = new OnDevice(noThreads(new RangeError("out of memory")));
    const source = encoded(
      await sharp(await noise(8, 8))
        .png()
        .toBuffer(),
    );
    await assert.rejects(
      broken.upscale(source, fast, () => undefined, never),
      (error) =>
        error instanceof UpscaleError &&
        error.reason === "deviceFailed" &&
        error.cause instanceof RangeError,
    );
  });
});

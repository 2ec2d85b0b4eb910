import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { OnDevice } from "../../src/backends/device/onDevice.ts";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import { deviceOptions } from "../support/fakes.ts";
import { encoded, never } from "../support/finisher.ts";
import { picture } from "../support/images.ts";
import type { PictureOptions } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import { thisThread } from "../support/threads.ts";

const device = new OnDevice(thisThread());

const upscale = (source: Uint8Array, finish?: FinishOptions) =>
  device.upscale(
    encoded(source),
    { ...deviceOptions, model: "device-fast", finish },
    () => {},
    never,
  );

suite("a result of this device has the format that is wanted", () => {
  const cases: readonly (readonly [PictureOptions, FinishOptions["outputFormat"], string])[] = [
    [{ format: "png" }, "source", "png"],
    [{ format: "jpeg" }, "source", "jpeg"],
    [{ format: "webp" }, "source", "webp, lossy"],
    [{ format: "webp", lossless: true }, "source", "webp, lossless"],
    [{ format: "jpeg" }, "asDelivered", "jpeg"],
    [{ format: "jpeg" }, "png", "png"],
    [{ format: "png" }, "jpeg", "jpeg"],
    [{ format: "png", alpha: true }, "webp", "webp, lossless, alpha"],
    [{ format: "webp", alpha: true }, "source", "webp, lossy, alpha"],
  ];
  for (const [kind, outputFormat, expected] of cases) {
    test(`${JSON.stringify(kind)} as ${outputFormat} → ${expected}`, async () => {
      const { image, remarks } = await upscale(await picture(kind), {
        outputFormat,
        jpegQuality: 92,
      });
      const { hasAlpha } = await sharp(image.bytes).metadata();
      const loss = image.format === "webp" ? (image.isLossy ? ", lossy" : ", lossless") : "";
      assert.equal(`${image.format}${loss}${hasAlpha ? ", alpha" : ""}`, expected);
      assert.deepEqual([image.width, image.height, remarks], [96, 64, []]);
    });
  }

  test("like its source where nothing was asked for", async () => {
    assert.equal((await upscale(await picture({ format: "webp" }))).image.format, "webp");
  });

  test("or PNG, where JPEG would lose transparency, and says so", async () => {
    const finish = { outputFormat: "jpeg", jpegQuality: 92 } as const;
    const { image, remarks } = await upscale(await picture({ alpha: true }), finish);
    const { format, hasAlpha } = await sharp(image.bytes).metadata();
    assert.deepEqual([format, hasAlpha], ["png", true]);
    assert.deepEqual(remarks, [{ kind: "otherFormat", detail: "jpeg" }]);
  });

  test("and says that 16 bits became 8", async () => {
    const { remarks } = await upscale(png({ depth: 16, type: 0, rows: [0, 7, 200, 250, 1] }));
    assert.deepEqual(remarks, [{ kind: "eightBits" }]);
  });

  for (const [jpegQuality, sampling] of [
    [95, "4:4:4"],
    [70, "4:2:0"],
  ] as const) {
    test(`with ${sampling} as JPEG of quality ${jpegQuality}`, async () => {
      const finish = { outputFormat: "source", jpegQuality } as const;
      const { image } = await upscale(await picture({ format: "jpeg" }), finish);
      assert.equal((await sharp(image.bytes).metadata()).chromaSubsampling, sampling);
    });
  }
});

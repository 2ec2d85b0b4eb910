import { join } from "node:path";
import { OnDevice } from "../../../src/backends/device/onDevice.ts";
import type { EncodedImage } from "../../../src/core/encodedImage.ts";
import type { DeviceModel } from "../../../src/core/model.ts";
import type { Raster } from "../../../src/pictures/raster.ts";
import type { PictureTasks } from "../../../src/worker/pictureTasks.ts";
import { repository } from "../../run/paths.ts";
import { productPool } from "../product/productPool.ts";
import type { Contender } from "./contender.ts";

/**
 * The product: its own tiles, in its own bundled threads. From pixels to pixels like the others; only
 * the codecs are left out.
 */
export function loadDevice(model: DeviceModel): Promise<Contender> {
  const pool = productPool(join(repository, "dist/pictures"));
  const run = pool.run.bind(pool);
  const backend = new OnDevice(pool);
  const upscale: Contender["upscale"] = async ({ source, scale, isLossy }) => {
    let output: Raster | undefined;
    pool.run = (work, signal) =>
      run((tasks) => work(withoutCodecs(tasks, source, (made) => (output = made))), signal);
    const options = { model, scale, denoise: isLossy ? "always" : "never" } as const;
    await backend.upscale(imageOf(source), options, () => {}, new AbortController().signal);
    if (!output) {
      throw new Error(`${model} never came to encode its output`);
    }
    return output;
  };
  return Promise.resolve({ upscale });
}

function withoutCodecs(
  tasks: PictureTasks,
  source: Raster,
  onOutput: (raster: Raster) => void,
): PictureTasks {
  return {
    decode: () => Promise.resolve(source),
    encode: (raster) => {
      onOutput(raster);
      return Promise.resolve(smallPng());
    },
    prepare: (network) => tasks.prepare(network),
    upscaleTile: (task) => tasks.upscaleTile(task),
    takeTransparency: (raster) => Promise.resolve(raster),
    toOpaque: (bytes, always) => tasks.toOpaque(bytes, always),
    isBlack: (result, known) => tasks.isBlack(result, known),
    finish: (task) => tasks.finish(task),
    writeProvenance: (bytes, made) => tasks.writeProvenance(bytes, made),
    readProvenance: (bytes) => tasks.readProvenance(bytes),
  };
}

const imageOf = ({ width, height }: Raster): EncodedImage => ({
  bytes: smallPng(),
  format: "png",
  isLossy: false,
  hasAlpha: false,
  width,
  height,
});

/** Any whole PNG will do, here 1 x 1 px: the pixels take another way. */
function smallPng(): Uint8Array<ArrayBuffer> {
  const base64 =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  return new Uint8Array(Buffer.from(base64, "base64"));
}

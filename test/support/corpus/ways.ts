import { OnDevice } from "../../../src/backends/device/onDevice.ts";
import type { EncodedImage } from "../../../src/core/encodedImage.ts";
import type { FinishOptions } from "../../../src/core/finishOptions.ts";
import type { Remark } from "../../../src/core/pictureFinisher.ts";
import { inMemory } from "../../../src/core/resultImage.ts";
import { PooledFinisher } from "../../../src/worker/pooledFinisher.ts";
import { clarityOptions, deviceOptions } from "../fakes.ts";
import { falWorld } from "../falWorld.ts";
import { encoded, never } from "../finisher.ts";
import { thisThread } from "../threads.ts";

/** What came of a picture. */
interface Upscaled {
  readonly bytes: Uint8Array;
  readonly remarks: readonly Remark[];
  /** The file that fal.ai got; nothing where none was sent. */
  readonly sent?: Uint8Array;
}

/** Upscales a picture twofold, all the way from file to file. */
type Way = (bytes: Uint8Array) => Promise<Upscaled>;

const finish: FinishOptions = { outputFormat: "source", jpegQuality: 92 };

const pool = thisThread();

const device = new OnDevice(pool);
const finisher = new PooledFinisher(pool);

const onDevice: Way = async (bytes) => {
  const work = { ...deviceOptions, model: "device-fast" as const, finish };
  const { image, remarks = [] } = await device.upscale(encoded(bytes), work, () => {}, never);
  return { bytes: image.bytes, remarks };
};

const world = await falWorld();

/** As a job does it: prepared, handed over, made by the local server, checked, finished. */
const byClarity: Way = async (bytes) => {
  const source = encoded(bytes);
  const backend = world.backend();
  const address = await backend.handOver(await finisher.prepare(source, never), never);
  const request = await backend.submit(address, clarityOptions);
  const image = await inMemory((await backend.follow(request, () => {}, never)).image);
  await refuseBlack(image, source);
  const finished = await finisher.finish(image, source, finish, never);
  return {
    bytes: finished.image.bytes,
    remarks: finished.remarks,
    sent: new Uint8Array(await (await fetch(address)).arrayBuffer()),
  };
};

async function refuseBlack(result: EncodedImage, source: EncodedImage): Promise<void> {
  if (await finisher.isBlack(result, source, never)) {
    throw new Error("The result is black, and its source is not.");
  }
}

/** A picture that went a way once need not go it again. */
function remembered(way: Way): Way {
  const known = new Map<Uint8Array, Promise<Upscaled>>();
  return (bytes) => {
    const upscaled = known.get(bytes) ?? way(bytes);
    known.set(bytes, upscaled);
    return upscaled;
  };
}

/** The ways that a picture can go, by the names that the table has for them. */
export const ways: Readonly<Record<"device" | "Clarity", Way>> = {
  device: remembered(onDevice),
  Clarity: remembered(byClarity),
};

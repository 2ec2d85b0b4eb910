import type { LoadAsset } from "../pictures/assets.ts";
import { PictureWorker } from "./pictureWorker.ts";
import type { PictureThread } from "./pool.ts";

/** Pixels on a side of a tile where there is no other thread: the editor waits a few hundredths of a second. */
const shortTile = 48;

/** Does the work where no worker can be started: in this thread, in short pieces, with room between them. */
export function inThisThread(load: LoadAsset): PictureThread {
  const afterOthers = () => new Promise((resolve) => setTimeout(resolve, 0));
  const worker = new PictureWorker(load, { largestSide: shortTile, pause: afterOthers });
  return {
    tasks: {
      decode: (bytes) => afterOthers().then(() => worker.decode(bytes)),
      encode: (raster, encoding, metadata) =>
        afterOthers().then(() => worker.encode(raster, encoding, metadata)),
      prepare: (network) => worker.prepare(network),
      upscaleTile: (task) => afterOthers().then(() => worker.upscaleTile(task)),
      takeTransparency: (raster, source) =>
        afterOthers().then(() => worker.takeTransparency(raster, source)),
      toOpaque: (bytes, always) => afterOthers().then(() => worker.toOpaque(bytes, always)),
      isBlack: (result, source) => afterOthers().then(() => worker.isBlack(result, source)),
      finish: (task) => afterOthers().then(() => worker.finish(task)),
      writeProvenance: (bytes, made) =>
        afterOthers().then(() => worker.writeProvenance(bytes, made)),
      readProvenance: (bytes) => afterOthers().then(() => worker.readProvenance(bytes)),
    },
    died: new AbortController().signal,
    end: () => undefined,
  };
}

import { expose, proxy } from "comlink";
import type { Endpoint } from "comlink";
import type { LoadAsset } from "../pictures/assets.ts";
import { carryUpscaleErrors } from "./errorTransfer.ts";
import type { PictureTasks } from "./pictureTasks.ts";
import { PictureWorker } from "./pictureWorker.ts";

/** The first thing a thread is told: how it gets at the files it needs. */
export interface PictureThreadStart {
  begin(load: LoadAsset): PictureTasks;
}

/** Makes a thread do picture tasks for whoever holds the other end of `endpoint`. */
export function servePictures(endpoint: Endpoint): void {
  carryUpscaleErrors();
  expose(
    { begin: (load: LoadAsset) => proxy(new PictureWorker(load)) } satisfies PictureThreadStart,
    endpoint,
  );
}

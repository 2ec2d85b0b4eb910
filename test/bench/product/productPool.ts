import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { startThread } from "../../../src/node/pictureThread.ts";
import type { LoadAsset } from "../../../src/pictures/assets.ts";
import { PicturePool } from "../../../src/worker/pool.ts";
import { connectThread } from "../../../src/worker/thread.ts";

/** The product's threads and files in a folder, as `npm run build` leaves them in dist/pictures. */
export function productPool(folder: string): PicturePool {
  const load: LoadAsset = async (name) => new Uint8Array(await readFile(join(folder, name)));
  const file = join(folder, "thread.cjs");
  return new PicturePool(availableParallelism(), () => connectThread(startThread(file), load));
}

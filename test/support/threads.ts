import { after } from "node:test";
import { inThisThread } from "../../src/worker/inThisThread.ts";
import { PicturePool } from "../../src/worker/pool.ts";
import { loadAsset } from "./assets.ts";

type Start = ConstructorParameters<typeof PicturePool>[1];

/** Threads that end with a file's tests: their patience would keep its process for half a minute. */
export function testThreads(start: Start, count = 1): PicturePool {
  const threads = new PicturePool(count, start);
  after(() => threads.dispose());
  return threads;
}

/** One thread that is none: its work is done in this one. */
export const thisThread = (): PicturePool => testThreads(async () => inThisThread(loadAsset));

/** Threads that cannot be had, for this reason. */
export const noThreads = (reason: Error): PicturePool => testThreads(() => Promise.reject(reason));

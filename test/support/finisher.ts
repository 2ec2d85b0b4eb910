import { encodedImage } from "../../src/core/encodedImage.ts";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { inThisThread } from "../../src/worker/inThisThread.ts";
import { PicturePool } from "../../src/worker/pool.ts";
import { PooledFinisher } from "../../src/worker/pooledFinisher.ts";
import { loadAsset } from "./assets.ts";

/** The extension's finisher, with its codecs, in this thread. */
export const finisher = new PooledFinisher(new PicturePool(1, async () => inThisThread(loadAsset)));

/** A finisher that must not decode anything. */
export const idleFinisher = new PooledFinisher(
  new PicturePool(1, () => Promise.reject(new Error("a thread was started"))),
);

/** Nobody cancels. */
export const never = new AbortController().signal;

/** A picture of a test's own, as the core holds it. */
export function encoded(bytes: Uint8Array): EncodedImage {
  const found = encodedImage(bytes);
  if ("problem" in found) {
    throw new Error(`the test's own picture is ${found.problem}`);
  }
  return found;
}

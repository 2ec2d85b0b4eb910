import { encodedImage } from "../../src/core/encodedImage.ts";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { PooledFinisher } from "../../src/worker/pooledFinisher.ts";
import { noThreads, thisThread } from "./threads.ts";

/** The extension's finisher, with its codecs, in this thread. */
export const finisher = new PooledFinisher(thisThread());

/** A finisher that must not decode anything. */
export const idleFinisher = new PooledFinisher(noThreads(new Error("a thread was started")));

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

import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

/** Bytes between two turns of the event loop: a millisecond or so. */
const pieceSize = 2 ** 20;

/** SHA-256 of `bytes`, in hex, read where they lie: the web's `digest`, in Node, makes a copy of them all first. */
export async function hashInPlace(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  for (let start = 0; start < bytes.length; start += pieceSize) {
    hash.update(bytes.subarray(start, start + pieceSize));
    await setImmediate();
  }
  return hash.digest("hex");
}

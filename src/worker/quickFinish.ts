import type { ResultImage } from "../core/resultImage.ts";
import { readMetadata, saysAnything } from "../pictures/metadata/metadata.ts";
import { telling } from "./encodeTelling.ts";
import type { FinishTask } from "./finishPicture.ts";

/** A source of so many bytes is looked over in some 20 ms; a thread would be given copies of it and of its result. */
const mostRead = 50_000_000;

/** A result of so many bytes is taken apart and put together again in some 20 ms; to start a thread takes 100 to 200. */
const mostRetold = 8_000_000;

/** The finished file, undefined where the result is one already; missing where a thread should do it. */
export type QuickFinish = { readonly bytes: Uint8Array | undefined } | undefined;

/**
 * Finishes a result whose pixels stay as they are, in the thread that is there, if that is sooner done than
 * another thread is started.
 */
export async function finishQuickly(
  result: ResultImage,
  metadata: FinishTask["metadata"],
): Promise<QuickFinish> {
  if (metadata.bytes.length > mostRead) {
    return undefined;
  }
  if (!saysAnything(await readMetadata(metadata.bytes))) {
    return { bytes: undefined };
  }
  return "file" in result || result.bytes.length > mostRetold
    ? undefined
    : { bytes: await telling(result.bytes, metadata) };
}

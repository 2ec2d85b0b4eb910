import { randomFillSync } from "node:crypto";
import sharp from "sharp";
import { forUpload } from "../../../src/core/forUpload.ts";

/** A square picture and what a job that doubles it ends with, as PNGs. */
export interface Pair {
  /** Of the source, pixels. */
  readonly side: number;
  readonly source: Uint8Array<ArrayBuffer>;
  readonly result: Uint8Array<ArrayBuffer>;
}

/** A pair whose source has about so many bytes, and whose result four times as many. Noise, which nothing makes smaller. */
export async function pairOf(bytes: number): Promise<Pair> {
  const side = Math.round(Math.sqrt(bytes / 3));
  return { side, source: await noise(side), result: await noise(side * 2) };
}

/** A pair whose source has nothing to tell but its pixels. */
export const plain = ({ source, ...pair }: Pair): Pair => ({
  ...pair,
  source: forUpload({ bytes: source }),
});

/** A pair whose result has about so many bytes, and whose source next to none and nothing to tell but its pixels. */
export async function pairWithResultOf(bytes: number): Promise<Pair> {
  const side = Math.round(Math.sqrt(bytes / 3) / 2);
  const grey = { width: side, height: side, channels: 3, background: "grey" } as const;
  const source = new Uint8Array(await sharp({ create: grey }).png().toBuffer());
  return plain({ side, source, result: await noise(side * 2) });
}

async function noise(side: number): Promise<Uint8Array<ArrayBuffer>> {
  const raw = { width: side, height: side, channels: 3 } as const;
  const pixels = randomFillSync(new Uint8Array(side * side * 3));
  return new Uint8Array(await sharp(pixels, { raw }).png({ compressionLevel: 0 }).toBuffer());
}

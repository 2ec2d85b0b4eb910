import sharp from "sharp";
import type { Metadata } from "sharp";

/** A PNG of noise over a gradient, which does not compress to nothing. */
export async function samplePng(width: number, height: number): Promise<Buffer<ArrayBuffer>> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const image = sharp({ create: { width, height, channels: 3, background: "white", noise } });
  return Buffer.from(await image.png().toBuffer());
}

export const pngFile = async (name: string, width = 12, height = 8): Promise<File> =>
  new File([await samplePng(width, height)], name, { type: "image/png" });

export const dataUri = (bytes: Buffer, type = "image/png"): string =>
  `data:${type};base64,${bytes.toString("base64")}`;

/** What the picture at an address really is. */
export async function pictureAt(url: string): Promise<Metadata> {
  const response = await fetch(url);
  return sharp(Buffer.from(await response.arrayBuffer())).metadata();
}

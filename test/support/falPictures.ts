import sharp from "sharp";
import type { Metadata } from "sharp";
import { noise } from "./images.ts";

/** A PNG of noise, which does not compress to nothing. */
export const samplePng = async (width: number, height: number): Promise<Buffer<ArrayBuffer>> =>
  Buffer.from(await noise(width, height));

export const pngFile = async (name: string, width = 12, height = 8): Promise<File> =>
  new File([await samplePng(width, height)], name, { type: "image/png" });

export const dataUri = (bytes: Buffer, type = "image/png"): string =>
  `data:${type};base64,${bytes.toString("base64")}`;

/** What the picture at an address really is. */
export async function pictureAt(url: string): Promise<Metadata> {
  const response = await fetch(url);
  return sharp(Buffer.from(await response.arrayBuffer())).metadata();
}

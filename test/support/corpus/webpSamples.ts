import type { WebpOptions } from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";
import { displayP3 } from "../profiles.ts";
import { sharpOf } from "../rasters.ts";
import { tellingPicture } from "../tellingPictures.ts";
import { webpChunk, webpChunks, webpOf } from "../containers.ts";
import { sample } from "./sample.ts";
import type { Sample } from "./sample.ts";
import { icon, logo, mask, patches, photo, sprite } from "./scenes.ts";

const lossless = { lossless: true } as const;
const lossy = { quality: 92, alphaQuality: 100, smartSubsample: true } as const;

const encoded = (raster: Raster, options: WebpOptions): Promise<Buffer> =>
  sharpOf(raster).webp(options).toBuffer();

const opaque = (raster: Raster, options: WebpOptions): Promise<Buffer> =>
  sharpOf(raster).removeAlpha().webp(options).toBuffer();

/** A lossless WebP with a profile around its untouched pixels. */
function withProfile(webp: Uint8Array, profile: Uint8Array): Buffer {
  const canvas = Buffer.from([0x20, 0, 0, 0, 47, 0, 0, 31, 0, 0]);
  const pixels = webpChunks(webp).get("VP8L") ?? Buffer.of();
  const chunks = { VP8X: canvas, ICCP: profile, VP8L: pixels };
  return webpOf(...Object.entries(chunks).map(([type, data]) => webpChunk(type, data)));
}

/** WebPs of all kinds. */
export const webpSamples = async (): Promise<Sample[]> => {
  const square = { width: 32, height: 32, isTransparent: true };
  const pixelArt = { width: 32, height: 16, isTransparent: true };
  return [
    sample("photo.webp", "lossy", await opaque(photo, lossy), { isLossy: true }),
    sample("photo-lossless.webp", "lossless", await opaque(photo, lossless)),
    sample("icon.webp", "lossy, alpha", await encoded(icon, lossy), { ...square, isLossy: true }),
    sample("mask.webp", "lossless, there or not", await encoded(mask, lossless), square),
    sample("sprite.webp", "lossless pixel art", await encoded(sprite, lossless), pixelArt),
    sample("logo.webp", "lossy, a soft shadow", await encoded(logo, lossy), {
      isTransparent: true,
      isLossy: true,
    }),
    sample(
      "wide-gamut.webp",
      "lossless, Display P3",
      withProfile(await opaque(patches, lossless), displayP3),
      { profile: displayP3, hasPatches: true },
    ),
    sample("everything.webp", "on its side, all metadata", await tellingPicture("webp"), {
      orientation: 6,
      everything: true,
      profile: displayP3,
    }),
  ];
};

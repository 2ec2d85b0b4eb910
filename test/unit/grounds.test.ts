import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import type { Raster } from "../../src/pictures/raster.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { decodedBySharp } from "../support/rasters.ts";
import { transparentPictures } from "../support/transparentPictures.ts";

const grounds = { white: [255, 255, 255], black: [0, 0, 0], magenta: [255, 0, 255] } as const;
const scale = 4;

/** A picture over a ground, three samples a pixel. */
function over({ data, width, height }: Raster, ground: readonly number[]): number[] {
  return Array.from({ length: 3 * width * height }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / 3), index % 3];
    const alpha = (data[4 * pixel + 3] ?? 0) / 255;
    return (data[4 * pixel + channel] ?? 0) * alpha + (ground[channel] ?? 0) * (1 - alpha);
  });
}

/** How far an enlarged picture leaves the range of its source pixels' surroundings, in levels: a halo. */
function halo(source: Raster, made: Raster, ground: readonly number[]): number {
  const [before, after] = [over(source, ground), over(made, ground)];
  return after.reduce((most, sample, index) => {
    const [pixel, channel] = [Math.floor(index / 3), index % 3];
    const x = Math.floor((pixel % made.width) * (source.width / made.width));
    const y = Math.floor(Math.floor(pixel / made.width) * (source.height / made.height));
    const near: number[] = [];
    for (let row = Math.max(0, y - 1); row <= Math.min(source.height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(source.width - 1, x + 1); column++) {
        near.push(before[3 * (row * source.width + column) + channel] ?? 0);
      }
    }
    return Math.max(most, sample - Math.max(...near), Math.min(...near) - sample);
  }, 0);
}

/** What comes back for a picture from a model that invents nothing. */
const enlarged = async (sent: Uint8Array) => {
  const { width, height } = await sharp(sent).metadata();
  // On its own: in one pipeline sharp enlarges first, with regard to alpha.
  const opaque = await sharp(sent).removeAlpha().toColourspace("srgb").png().toBuffer();
  const bytes = await sharp(opaque)
    .resize(scale * width, scale * height, { kernel: "linear", fit: "fill" })
    .png()
    .toBuffer();
  return encoded(bytes);
};

suite("no halo around what is transparent", () => {
  const finish = { outputFormat: "source", jpegQuality: 92 } as const;
  for (const [what, bytes] of Object.entries(transparentPictures)) {
    const source = encoded(bytes);
    for (const [name, ground] of Object.entries(grounds)) {
      test(`${what} on ${name}`, async () => {
        const { bytes: sent } = await finisher.prepare(source, never);
        const { image } = await finisher.finish(await enlarged(sent), source, finish, never);
        const before = await decodedBySharp(bytes);
        const most = halo(before, await decodedBySharp(image.bytes), ground);
        assert.ok(most <= 16, `${most} levels`);
      });
    }

    test(`${what} has one when its alpha is just put back`, async () => {
      const alpha = await sharp(bytes)
        .extractChannel("alpha")
        .resize(scale * source.width, scale * source.height, { kernel: "linear", fit: "fill" })
        .toBuffer();
      const { bytes: delivered } = await enlarged(bytes);
      const joined = await sharp(delivered).joinChannel(alpha).png().toBuffer();
      const [before, made] = [await decodedBySharp(bytes), await decodedBySharp(joined)];
      const halos = Object.values(grounds).map((ground) => halo(before, made, ground));
      assert.ok(Math.max(...halos) > 24, halos.join(", "));
    });
  }
});

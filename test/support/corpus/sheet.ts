import sharp from "sharp";
import type { OverlayOptions } from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";
import { sharpOf } from "../rasters.ts";
import { grounds } from "./grounds.ts";
import { seenBySharp } from "./pixels.ts";
import type { Sample } from "./sample.ts";

/** A picture before and after, for people to look at. */
export interface SheetRow {
  readonly sample: Sample;
  readonly result: Raster;
}

/** Pixels on the sheet for each side of a picture. */
const cell = 192;

/** A PNG with each picture before and after on a white, a black and a magenta ground, enlarged without smoothing. */
export async function sheetOf(rows: readonly SheetRow[]): Promise<Buffer> {
  const cells = await Promise.all(rows.map((row, index) => rowOf(row, index * cell)));
  const size = { width: 2 * grounds.length * cell, height: Math.max(1, rows.length) * cell };
  return sharp({ create: { ...size, channels: 3, background: "grey" } })
    .composite(cells.flat())
    .png()
    .toBuffer();
}

async function rowOf({ sample, result }: SheetRow, top: number): Promise<OverlayOptions[]> {
  const before = await seenBySharp(sample.bytes);
  const pictures = grounds.flatMap((ground) => [
    { picture: before, ground },
    { picture: result, ground },
  ]);
  return Promise.all(
    pictures.map(async ({ picture, ground }, index) => ({
      input: await onGround(picture, ground),
      left: index * cell,
      top,
    })),
  );
}

const onGround = (picture: Raster, background: string): Promise<Buffer> =>
  sharpOf(picture)
    .flatten({ background })
    .resize({ width: cell, height: cell, kernel: "nearest", fit: "contain", background })
    .png()
    .toBuffer();

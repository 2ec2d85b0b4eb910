import assert from "node:assert/strict";
import { forUpload } from "../../../src/core/forUpload.ts";
import { displaySize, inspectImage } from "../../../src/core/image/inspectImage.ts";
import { decode } from "../../../src/pictures/decode.ts";
import { loadAsset } from "../assets.ts";
import { encoded } from "../finisher.ts";
import { largestDifference } from "../rasters.ts";
import { numbersOf } from "./pixels.ts";
import { ways } from "./ways.ts";

/**
 * Sends a sound file through everything that reads pixels, and proves each step against libvips: found with
 * its size, decoded to the same numbers (give or take `slack` levels), the same when taken apart for an
 * upload, and twice as large when upscaled here.
 */
export async function assertUpscales(bytes: Uint8Array, slack = 0): Promise<void> {
  const found = inspectImage(bytes);
  assert.ok(found.ok, JSON.stringify(found));
  const numbers = await numbersOf(bytes);
  const { width, height } = numbers;
  assert.deepEqual(displaySize(found), { width, height });
  const raster = await decode(bytes, loadAsset);
  const difference = largestDifference(raster, numbers);
  assert.ok(difference <= slack, `${difference} levels`);
  assert.deepEqual(await decode(forUpload({ bytes }), loadAsset), raster);
  const result = encoded((await ways.device(bytes)).bytes);
  assert.deepEqual([result.width, result.height], [2 * width, 2 * height]);
}

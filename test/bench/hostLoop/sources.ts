import { join } from "node:path";
import type { Raster } from "../../../src/pictures/raster.ts";
import { mirrored } from "../pictures/mirrored.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { sharpOf } from "../pictures/sharpRaster.ts";

/** A file to upscale, with what, and what that is called in the tables. */
export interface LoopSource {
  readonly name: string;
  readonly path: string;
  readonly model: "clarity" | "device-fast";
}

/** 10 megapixels; at twice its size a picture has 40. */
const size = { width: 3656, height: 2736 };

/**
 * Writes a small picture that warms everything up, and the large ones that are watched; the quick ones are the
 * opaque and the transparent PNG.
 */
export async function writeSources(
  folder: string,
  truths: readonly Truth[],
  isQuick: boolean,
): Promise<readonly [warmUp: LoopSource, ...watched: LoopSource[]]> {
  const [truth] = truths;
  if (!truth) {
    throw new Error("the set is empty");
  }
  const large = mirrored(truth.picture, size);
  const written = async (name: string, file: string, picture: Raster): Promise<LoopSource> => {
    const path = join(folder, file);
    await sharpOf(picture).toFile(path);
    return { name, path, model: "clarity" };
  };
  const warmUp = await written("small", "small.png", withDiscs(truth.picture));
  const opaque = await written("40 megapixels, PNG", "opaque.png", large);
  const transparent = await written(
    "40 megapixels, transparent PNG",
    "transparent.png",
    withDiscs(large),
  );
  const jpeg = await written("40 megapixels, JPEG", "photo.jpg", large);
  const onDevice = {
    ...transparent,
    name: `${transparent.name}, on this device`,
    model: "device-fast",
  } as const;
  return [warmUp, opaque, transparent, ...(isQuick ? [] : [jpeg, onDevice])];
}

/** Pixels from the middle of a disc to the next. */
const apart = 400;

/** The picture seen through discs with soft edges, in place of which there is nothing. */
function withDiscs({ width, height, data }: Raster): Raster {
  const seen = data.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = Math.hypot((x % apart) - apart / 2, (y % apart) - apart / 2);
      seen[4 * (y * width + x) + 3] = 8 * (apart * 0.4 - distance);
    }
  }
  return { width, height, data: seen };
}

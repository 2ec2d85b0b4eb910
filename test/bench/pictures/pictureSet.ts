import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Raster } from "../../../src/pictures/raster.ts";
import { cacheFolder } from "../paths.ts";
import { busiest, crop, middle } from "./crop.ts";
import { withDebianFiles } from "./debianFiles.ts";
import { draw, drawnPictures } from "./drawnPictures.ts";
import { debianPictures } from "./pictureList.ts";
import type { DebianPicture, PictureClass } from "./pictureList.ts";
import { lanczos3, resample } from "./resample.ts";
import { decodeOpaque, sharpOf } from "./sharpRaster.ts";

/** A picture at full quality: what an upscaled one is compared with. */
export interface Truth {
  readonly name: string;
  readonly class: PictureClass;
  readonly picture: Raster;
}

const side = 480;
const quickSide = 240;
const quickNames = new Set(["astronaut", "coffee", "goldfish", "shapes", "editor-dark", "dialog"]);

/**
 * 30 crops of at most 480 px: photos, illustrations, text and user interface. What is not in the
 * cache yet is downloaded as Debian packages or drawn. The quick set is the middle of two of each
 * class, `largest` px at most. Errors: a package or a file in it cannot be had.
 */
export async function pictureSet(
  isQuick: boolean,
  largest = isQuick ? quickSide : side,
): Promise<Truth[]> {
  mkdirSync(cacheFolder, { recursive: true });
  const isWanted = ({ name }: { name: string }) => !isQuick || quickNames.has(name);
  const found = debianPictures.filter(isWanted);
  await fillCache(found.filter((picture) => !existsSync(cached(picture))));
  const drawn = drawnPictures.filter(isWanted);
  const pictures = [
    ...found.map(async (picture) => truth(picture, await decodeOpaque(cached(picture)))),
    ...drawn.map(async (picture) => truth(picture, await draw(picture))),
  ];
  const truths = await Promise.all(pictures);
  return truths.map((full) => middleOf(full, largest));
}

const cached = ({ name }: DebianPicture) => join(cacheFolder, `${name}.png`);

function truth(about: Omit<Truth, "picture">, picture: Raster): Truth {
  return { name: about.name, class: about.class, picture };
}

function middleOf(full: Truth, largest: number): Truth {
  return { ...full, picture: crop(full.picture, middle(full.picture, largest)) };
}

async function fillCache(missing: readonly DebianPicture[]): Promise<void> {
  const packages = [...new Set(missing.map(({ debianPackage }) => debianPackage))];
  if (packages.length === 0) {
    return;
  }
  await withDebianFiles(packages, async (folder) => {
    for (const picture of missing) {
      const whole = await decodeOpaque(join(folder, picture.file));
      await sharpOf(cutOut(shrunk(whole, picture.shrink)))
        .png()
        .toFile(cached(picture));
    }
  });
}

function shrunk(whole: Raster, times: number): Raster {
  const size = { width: Math.floor(whole.width / times), height: Math.floor(whole.height / times) };
  return times === 1 ? whole : resample(whole, size, lanczos3);
}

function cutOut(picture: Raster): Raster {
  const isSmall = picture.width < side || picture.height < side;
  return crop(picture, isSmall ? middle(picture, side) : busiest(picture, side));
}

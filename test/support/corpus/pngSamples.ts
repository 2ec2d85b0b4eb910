import { deflateSync } from "node:zlib";
import type { Raster } from "../../../src/pictures/raster.ts";
import { pngChunk } from "../images.ts";
import { displayP3, greyProfile } from "../profiles.ts";
import { sharpOf } from "../rasters.ts";
import { tellingPicture } from "../tellingPictures.ts";
import { pngOf } from "./pngWriter.ts";
import type { PngKind, PngPicture } from "./pngWriter.ts";
import { sample } from "./sample.ts";
import type { Sample } from "./sample.ts";
import {
  icon,
  light,
  logo,
  mask,
  patchColours,
  patchIndex,
  patches,
  photo,
  sprite,
  spriteColours,
  spriteIndex,
} from "./scenes.ts";

const grey22 = new Uint8Array(greyProfile());

const encoded = (raster: Raster): Promise<Buffer> => sharpOf(raster).png().toBuffer();

/** A raster's numbers, spread over as many bits. */
const colours =
  ({ width, data }: Raster, depth: number): PngPicture["sample"] =>
  (x, y, channel) =>
    (data[4 * (y * width + x) + channel] ?? 0) * (depth === 16 ? 257 : 1);

/** Red and alpha of a raster. */
const greys =
  (raster: Raster, depth: number): PngPicture["sample"] =>
  (x, y, channel) =>
    colours(raster, depth)(x, y, channel === 0 ? 0 : 3);

const inColour = (raster: Raster, kind: PngKind, chunks: readonly Uint8Array[] = []): Buffer =>
  pngOf({ ...kind, ...raster, chunks, sample: colours(raster, kind.depth) });

const inGrey = (raster: Raster, kind: PngKind, chunks: readonly Uint8Array[] = []): Buffer =>
  pngOf({ ...kind, ...raster, chunks, sample: greys(raster, kind.depth) });

const palette = (entries: readonly (readonly number[])[]): Buffer[] => [
  Buffer.from(pngChunk("PLTE", Buffer.from(entries.flatMap((entry) => entry.slice(0, 3))))),
  Buffer.from(pngChunk("tRNS", Buffer.from(entries.map(([, , , alpha = 255]) => alpha)))),
];

const embedded = (profile: Uint8Array): Uint8Array =>
  pngChunk("iCCP", Buffer.concat([Buffer.from("a profile\0\0"), deflateSync(profile)]));

/** sRGB in the words of three chunks, as many exporters write it. */
const sayingSrgb = [
  pngChunk("sRGB", Buffer.of(0)),
  pngChunk("gAMA", Buffer.from([0, 0, 0xb1, 0x8f])),
  pngChunk(
    "cHRM",
    Buffer.from(
      "00007a2500008084000080e9000075300000ea6000003a98000075300000ea60".slice(0, 64),
      "hex",
    ),
  ),
];

/** Few greys in few bits: 48 × 32. */
const fewGreys = (depth: 1 | 2 | 4): Buffer => {
  const most = 2 ** depth - 1;
  const levelOf = (x: number, y: number) => Math.round(light(x, y) * most);
  return pngOf({ colourType: 0, depth, width: 48, height: 32, sample: levelOf });
};

const indexed = (depth: 4 | 8, isInterlaced = false): Buffer =>
  pngOf({
    colourType: 3,
    depth,
    isInterlaced,
    width: 32,
    height: 16,
    sample: spriteIndex,
    chunks: palette(spriteColours),
  });

const opaqueIndexed = (): Buffer =>
  pngOf({
    colourType: 3,
    depth: 4,
    width: 48,
    height: 32,
    sample: patchIndex,
    chunks: palette(patchColours).slice(0, 1),
  });

/** Pictures with transparency. */
const transparent = async (): Promise<Sample[]> => {
  const square = { width: 32, height: 32, isTransparent: true };
  const pixelArt = { width: 32, height: 16, isTransparent: true };
  return [
    sample("icon.png", "smooth edges over transparent black", await encoded(icon), square),
    sample("mask.png", "every pixel there or not", await encoded(mask), square),
    sample("logo.png", "a soft shadow", await encoded(logo), { isTransparent: true }),
    sample("sprite.png", "pixel art", await encoded(sprite), pixelArt),
    sample("sprite-indexed.png", "16 colours, one transparent", indexed(4), pixelArt),
    sample("sprite-interlaced.png", "256 colours, interlaced", indexed(8, true), pixelArt),
    sample("icon-grey.png", "grey and alpha", inGrey(icon, { colourType: 4, depth: 8 }), square),
    sample("icon-16.png", "16 bits, alpha", inColour(icon, { colourType: 6, depth: 16 }), {
      ...square,
      isDeep: true,
    }),
    sample("icon-grey-16.png", "16 bits", inGrey(icon, { colourType: 4, depth: 16 }), {
      ...square,
      isDeep: true,
    }),
    sample(
      "keyed.png",
      "one colour means transparent",
      inColour(mask, { colourType: 2, depth: 8 }, [pngChunk("tRNS", Buffer.alloc(6))]),
      square,
    ),
    sample("opaque-alpha.png", "an alpha of 255 only", await encoded(photo), { hasAlpha: true }),
  ];
};

const opaque = (): Sample[] => [
  sample("photo.png", "24 bits", inColour(photo, { colourType: 2, depth: 8 })),
  sample(
    "photo-interlaced.png",
    "interlaced",
    inColour(photo, { colourType: 2, depth: 8, isInterlaced: true }),
  ),
  sample("photo-16.png", "48 bits", inColour(photo, { colourType: 2, depth: 16 }), {
    isDeep: true,
  }),
  sample("photo-grey.png", "8 bits of grey", inGrey(photo, { colourType: 0, depth: 8 })),
  sample("photo-grey-16.png", "16 bits of grey", inGrey(photo, { colourType: 0, depth: 16 }), {
    isDeep: true,
  }),
  sample("grey-4.png", "16 greys", fewGreys(4)),
  sample("grey-2.png", "4 greys", fewGreys(2)),
  sample("black-and-white.png", "1 bit", fewGreys(1)),
  sample("indexed.png", "6 colours", opaqueIndexed(), { hasPatches: true }),
];

const telling = async (): Promise<Sample[]> => [
  sample(
    "wide-gamut.png",
    "Display P3",
    inColour(patches, { colourType: 2, depth: 8 }, [embedded(displayP3)]),
    { profile: displayP3, hasPatches: true },
  ),
  sample(
    "wide-gamut-16.png",
    "Display P3, 48 bits",
    inColour(patches, { colourType: 2, depth: 16 }, [embedded(displayP3)]),
    { profile: displayP3, isDeep: true, hasPatches: true },
  ),
  sample(
    "wide-gamut-icon.png",
    "Display P3, alpha",
    inColour(icon, { colourType: 6, depth: 8 }, [embedded(displayP3)]),
    { width: 32, height: 32, isTransparent: true, profile: displayP3 },
  ),
  sample(
    "grey-profile.png",
    "grey with a profile",
    inGrey(photo, { colourType: 0, depth: 8 }, [embedded(grey22)]),
    { profile: grey22 },
  ),
  sample("srgb.png", "sRGB by chunks", inColour(patches, { colourType: 2, depth: 8 }, sayingSrgb), {
    hasPatches: true,
  }),
  sample("everything.png", "on its side, all metadata", await tellingPicture("png"), {
    orientation: 6,
    everything: true,
    profile: displayP3,
  }),
];

/** PNGs of all kinds. */
export const pngSamples = async (): Promise<Sample[]> => [
  ...(await transparent()),
  ...opaque(),
  ...(await telling()),
];

import { pngChunk } from "../images.ts";
import { pngOf } from "./pngWriter.ts";
import type { PngKind, PngPicture } from "./pngWriter.ts";

/** Every colour type with every depth that goes with it (PNG specification, third edition, table 8). */
const storages: readonly PngKind[] = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => ({ colourType: 0, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colourType: 2, depth }) as const),
  ...([1, 2, 4, 8] as const).map((depth) => ({ colourType: 3, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colourType: 4, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colourType: 6, depth }) as const),
];

/** The fifteen kinds of PNG, interlaced and not. */
export const pngKinds: readonly PngKind[] = storages.flatMap((kind) => [
  kind,
  { ...kind, isInterlaced: true },
]);

/** A kind in the words of PngSuite's file names: "n3p04" is not interlaced, a palette, 4 bits. */
export const kindName = ({ colourType, depth, isInterlaced = false }: PngKind): string =>
  `${isInterlaced ? "i" : "n"}${colourType}${letters[colourType]}${String(depth).padStart(2, "0")}`;

const letters = { 0: "g", 2: "c", 3: "p", 4: "a", 6: "a" } as const;

/** Numbers all over what a depth can hold. */
const sampleOf =
  (depth: number): PngPicture["sample"] =>
  (x, y, channel) =>
    ((x * 40_503 + y * 30_011 + channel * 20_011 + 7) % 65_521) % 2 ** depth;

/** Colours for every number that a depth can hold. */
export const paletteOf = (depth: number): Uint8Array =>
  pngChunk(
    "PLTE",
    Buffer.from(
      Array.from({ length: 2 ** depth }, (_, index) => [
        (index * 97) % 256,
        (index * 57 + 40) % 256,
        255 - ((index * 31) % 256),
      ]).flat(),
    ),
  );

/** A picture of a kind, full of different pixels. */
export const pictureOf = (kind: PngKind, changes: Partial<PngPicture> = {}): Buffer =>
  pngOf({
    width: 13,
    height: 11,
    sample: sampleOf(kind.depth),
    chunks: kind.colourType === 3 ? [paletteOf(kind.depth)] : [],
    ...kind,
    ...changes,
  });

import sharp from "sharp";

/** The middles of the six patches, in parts of the width and the height. */
const places = [1, 3, 5].flatMap((x) => [1, 3].map((y) => [x / 6, y / 4] as const));

type Lab = readonly number[];

/**
 * The largest distance, as ΔE*ab (CIE 1976), between the same patches of two pictures, each seen through its
 * own profile. About 2.3 is the smallest one that people notice.
 */
export async function patchDistance(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [before, after] = [await patchesOf(one), await patchesOf(other)];
  const distances = before.map((lab, index) =>
    Math.hypot(...lab.map((value, axis) => value - (after[index]?.[axis] ?? 0))),
  );
  return Math.max(...distances);
}

/** The mean colour in the middle of each patch, by libvips and its profile. */
async function patchesOf(bytes: Uint8Array): Promise<Lab[]> {
  const picture = sharp(bytes, { failOn: "none" })
    .autoOrient()
    .removeAlpha()
    .pipelineColourspace("srgb")
    .toColourspace("srgb");
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const side = Math.floor(info.width / 12);
  return places.map(([x, y]) => {
    const left = Math.round(x * info.width - side / 2);
    const top = Math.round(y * info.height - side / 2);
    const sums = [0, 0, 0];
    for (let index = 0; index < side * side; index++) {
      const pixel = (top + Math.floor(index / side)) * info.width + left + (index % side);
      for (const channel of [0, 1, 2]) {
        sums[channel] = (sums[channel] ?? 0) + (data[pixel * info.channels + channel] ?? 0);
      }
    }
    return labOf(sums.map((sum) => sum / (side * side)));
  });
}

/** sRGB under D65 to XYZ, by rows (IEC 61966-2-1), divided by the white's own. */
const toWhite = [
  [0.412_456_4 / 0.950_47, 0.357_576_1 / 0.950_47, 0.180_437_5 / 0.950_47],
  [0.212_672_9, 0.715_152_2, 0.072_175],
  [0.019_333_9 / 1.088_83, 0.119_192 / 1.088_83, 0.950_304_1 / 1.088_83],
] as const;

function labOf(colour: readonly number[]): Lab {
  const lights = colour.map((level) => {
    const value = level / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [x = 0, y = 0, z = 0] = toWhite.map((row) => {
    const part = row.reduce((sum, weight, index) => sum + weight * (lights[index] ?? 0), 0);
    return part > 0.008_856 ? Math.cbrt(part) : 7.787 * part + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

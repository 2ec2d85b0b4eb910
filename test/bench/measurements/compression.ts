import { encodePng } from "../../../src/pictures/encodePng.ts";
import type { Raster } from "../../../src/pictures/raster.ts";
import { byPillow } from "../compression/pillow.ts";
import type { Written } from "../compression/pillow.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { lanczos3, resample } from "../pictures/resample.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

/** One picture as three encoders write it. */
interface Compared {
  readonly kind: string;
  readonly ours: Written;
  readonly usual: Written;
  readonly smallest: Written;
}

/**
 * Whether a result that fal.ai sends as PNG is worth being written anew, and what the product's own files are
 * worth beside it.
 */
export async function measureCompression(truths: readonly Truth[]): Promise<Section> {
  const compared: Compared[] = [];
  for (const [kind, picture] of truths.flatMap(kindsOf)) {
    compared.push({ kind, ours: await byUs(picture), ...(await byPillow(picture)) });
  }
  const kinds = [...new Set(compared.map(({ kind }) => kind))];
  return {
    title: "PNG files beside the service's",
    note:
      "The set enlarged twice by Lanczos and written by the product and by Pillow, with which fal.ai's models write: " +
      "as it does by itself, and with `optimize`. Medians over the pictures; time is a processor's. Grey ones and " +
      "those of 256 colours are made of the same set; Pillow is given red, green and blue, as a model gives them.",
    rows: kinds.flatMap((kind) => rowsOf(kind, compared)),
  };
}

function kindsOf(truth: Truth): [kind: string, picture: Raster][] {
  const { width, height } = truth.picture;
  const enlarged = resample(truth.picture, { width: 2 * width, height: 2 * height }, lanczos3);
  return [
    [truth.class, enlarged],
    ["grey", changed(enlarged, (_level, [, green]) => green)],
    ["few colours", changed(enlarged, (level, _pixel, channel) => stepped(level, channel))],
  ];
}

type Pixel = readonly [red: number, green: number, blue: number];

/** A picture with other numbers for its colours. */
function changed(
  { width, height, data }: Raster,
  level: (level: number, pixel: Pixel, channel: number) => number,
): Raster {
  const made = data.slice();
  for (let offset = 0; offset < data.length; offset += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(offset, offset + 3);
    for (const [channel, value] of [red, green, blue].entries()) {
      made[offset + channel] = level(value, [red, green, blue], channel);
    }
  }
  return { width, height, data: made };
}

/** Of 6 × 7 × 6 colours. */
function stepped(level: number, channel: number): number {
  const steps = channel === 1 ? 6 : 5;
  return Math.round((Math.round((level / 255) * steps) / steps) * 255);
}

async function byUs(picture: Raster): Promise<Written> {
  const before = process.cpuUsage();
  const { length } = await encodePng(picture);
  const { user, system } = process.cpuUsage(before);
  return { bytes: length, ms: (user + system) / 1000 };
}

function rowsOf(kind: string, all: readonly Compared[]): Row[] {
  const compared = all.filter((each) => each.kind === kind);
  const beside = (who: "ours" | "smallest", what: keyof Written) =>
    medianOf(compared.map((each) => each[who][what] / each.usual[what]));
  const measured = { against: "Pillow", unit: "×" };
  const name = (what: string) => `${kind}: ${what}`;
  return [
    row({ ...measured, name: name("size"), ...beside("ours", "bytes") }, { atMost: 1.05 }),
    row({ ...measured, name: name("time"), ...beside("ours", "ms") }),
    row({ ...measured, name: name("size with optimize"), ...beside("smallest", "bytes") }),
    row({ ...measured, name: name("time with optimize"), ...beside("smallest", "ms") }),
  ];
}

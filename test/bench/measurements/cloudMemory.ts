import { Arena } from "../cloud/arena.ts";
import { noPace } from "../cloud/network.ts";
import { pairOf, pairWithResultOf } from "../cloud/pairs.ts";
import type { Pair } from "../cloud/pairs.ts";
import type { ContenderName } from "../cloud/runningContender.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";

const script = "script of fal's API page";

/** Resident memory above that of the idle process, at its peak: one large result, and a long queue. */
export async function measureCloudMemory(isQuick: boolean): Promise<Section> {
  const [few, many] = isQuick ? [3, 8] : [10, 50];
  return {
    title: "Memory, through fal",
    note:
      "Peak resident memory of a process above what it had before, each number from a fresh process; PNGs, " +
      "whose bytes are only passed on; no delays. The queue's images have results of 80 MB, two are under way " +
      `at a time, or all at once with Promise.all; growth is from ${few} images to as many as the name says.`,
    rows: [
      ...(await rowsOfLarge()),
      ...(await rowsOfQueue(few, many)),
      // Fifty of them would take 8 GB.
      ...(isQuick ? [] : await rowsOfAllAtOnce(few, 2 * few)),
    ],
  };
}

async function rowsOfLarge(): Promise<Row[]> {
  const pair = await pairWithResultOf(100e6);
  const of = async (name: ContenderName) =>
    (await peakOf(name, pair, { images: 1, atOnce: 1 })) / pair.result.length;
  const unit = "× the result";
  const product = await of("product");
  return [
    row({ name: "one result of 100 MB", unit, value: product }, { atMost: 2.2 }),
    row({ name: `one result of 100 MB, ${script}`, unit, value: await of("script") }),
  ];
}

/** Two at a time, as many as the product has without a word of its user. */
async function rowsOfQueue(few: number, many: number): Promise<Row[]> {
  const [before, after, result] = await growth("product", few, many, () => 2);
  const name = `${many} queued images of 20 MB`;
  return [
    row({ name: `${name}, growth`, unit: "×", value: after / before }, { atMost: 1.15 }),
    row({ name, unit: "× the result", value: after / result }),
  ];
}

async function rowsOfAllAtOnce(few: number, many: number): Promise<Row[]> {
  const [before, after, result] = await growth("script", few, many, (images) => images);
  const name = `${many} images of 20 MB, script, Promise.all`;
  return [
    row({ name: `${name}, growth`, unit: "×", value: after / before }),
    row({ name, unit: "× the result", value: after / result }),
  ];
}

/** Bytes at the peak with few images and with many, and those of one result. */
async function growth(
  name: ContenderName,
  few: number,
  many: number,
  atOnce: (images: number) => number,
): Promise<readonly [before: number, after: number, result: number]> {
  const pair = await pairOf(20e6);
  const of = (images: number) => peakOf(name, pair, { images, atOnce: atOnce(images) });
  return [await of(few), await of(many), pair.result.length];
}

/** Bytes that a fresh process has at its peak, above those that it had before the images. */
function peakOf(
  name: ContenderName,
  pair: Pair,
  trial: { readonly images: number; readonly atOnce: number },
): Promise<number> {
  const plan = { network: null, pace: noPace, atOnce: trial.atOnce };
  return Arena.open(
    plan,
    { pair, images: trial.images },
    async (arena) => {
      const { peak, idle } = await arena.try(name, trial);
      return peak - idle;
    },
    [name],
  );
}

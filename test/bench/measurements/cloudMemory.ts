import { Arena } from "../cloud/arena.ts";
import { scriptName } from "../cloud/contender.ts";
import { usualPace } from "../cloud/network.ts";
import { pairOf, pairWithResultOf, plain } from "../cloud/pairs.ts";
import type { Pair } from "../cloud/pairs.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";

type Name = "product" | "script";

/** Resident memory above that of the idle process, at its peak: one large result, and a long queue. */
export async function measureCloudMemory(isQuick: boolean): Promise<Section> {
  const [few, many] = isQuick ? [3, 8] : [10, 50];
  return {
    title: "Memory, through fal",
    note:
      "Peak resident memory of a process above what it had before, each number from a fresh process; PNGs with " +
      "nothing to tell but their pixels, so that bytes are only passed on; no delays. Two images may be under way at " +
      "a time; the extension takes on fewer where they are large. The queue's results have 80 MB each; growth is from " +
      `${few} images to as many as the name says. With Promise.all, which has all of them under way, fifty would ` +
      "take 8 GB.",
    rows: [
      ...(await rowsOfLarge()),
      ...(await rowsOfQueue(few, many)),
      ...(isQuick ? [] : await rowsOfAllAtOnce(few, 2 * few)),
    ],
  };
}

const timesResult = "× the result";

async function rowsOfLarge(): Promise<Row[]> {
  const pair = await pairWithResultOf(100e6);
  const of = (name: Name) => peakOf(name, pair, { images: 1, atOnce: 1 });
  const [product, script] = [await of("product"), await of("script")];
  const name = "one result of 100 MB";
  return [
    row({ name, unit: timesResult, value: product / pair.result.length }, { atMost: 2.2 }),
    row({ name, against: scriptName, unit: "×", value: product / script }),
  ];
}

async function rowsOfQueue(few: number, many: number): Promise<Row[]> {
  const pair = plain(await pairOf(20e6));
  const of = (who: Name, images: number) => peakOf(who, pair, { images, atOnce: 2 });
  const [before, after] = [await of("product", few), await of("product", many)];
  const script = await of("script", many);
  const name = `${many} queued images of 20 MB`;
  return [
    row({ name, unit: timesResult, value: after / pair.result.length }, { atMost: 2.2 }),
    row({ name: `${name}, growth`, unit: "×", value: after / before }, { atMost: 1.15 }),
    row({ name, against: `${scriptName}, two at a time`, unit: "×", value: after / script }),
  ];
}

async function rowsOfAllAtOnce(few: number, many: number): Promise<Row[]> {
  const pair = plain(await pairOf(20e6));
  const of = (images: number) => peakOf("script", pair, { images, atOnce: images });
  const [before, after] = [await of(few), await of(many)];
  const name = `${many} images of 20 MB, script, Promise.all`;
  return [
    row({ name: `${name}, growth`, unit: "×", value: after / before }),
    row({ name, unit: timesResult, value: after / pair.result.length }),
  ];
}

/** Bytes that a fresh process has at its peak, above those that it had before the images. */
function peakOf(
  name: Name,
  pair: Pair,
  trial: { readonly images: number; readonly atOnce: number },
): Promise<number> {
  const { lines } = usualPace;
  const plan = { network: null, lines, contenders: [name], pair, ...trial };
  return Arena.open(plan, async (arena) => {
    const { peak, idle } = await arena.try(name, trial, 0);
    return peak - idle;
  });
}

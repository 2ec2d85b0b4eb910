import { Arena } from "../cloud/arena.ts";
import type { Outcome } from "../cloud/arena.ts";
import { idealSchedule } from "../cloud/limit.ts";
import type { Cargo } from "../cloud/limit.ts";
import { noDistance, runIn } from "../cloud/network.ts";
import type { Model } from "../cloud/network.ts";
import { shareOverlapped } from "../cloud/overlap.ts";
import { pairOf } from "../cloud/pairs.ts";
import type { Pair } from "../cloud/pairs.ts";
import { wholeOf } from "../cloud/phases.ts";
import { row } from "../row.ts";
import type { Goal, Row } from "../row.ts";
import { inRounds } from "../rounds.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

const images = 12;
const atOnce = 4;

/** How often everybody takes a turn, and whether the script that takes longest does too. */
interface Effort {
  readonly rounds: number;
  readonly warmUps: number;
  readonly isQuick: boolean;
}

/** Milliseconds until the last file was there, of everybody with the same images. */
interface Round {
  readonly product: number;
  readonly together: number;
  /** Missing where there was no time for it. */
  readonly oneByOne: number | undefined;
  readonly ideal: number;
  /** Of the time in which the product sent or received, the part in which fal had its jobs. */
  readonly overlapped: number;
}

/** Twelve images, four of which fal runs at a time. */
export async function measureCloudBatch(model: Model, isQuick: boolean): Promise<Section> {
  const effort: Effort = { rounds: isQuick ? 1 : 3, warmUps: isQuick ? 0 : 1, isQuick };
  const pair = await pairOf(300_000);
  const far = await race(pair, model, effort);
  const withoutDelays = { network: noDistance, pace: { ...model.pace, run: 0 } };
  const near = await race(pair, withoutDelays, { ...effort, isQuick: true });
  const oneByOne = effort.isQuick ? [] : [["script, one by one", "oneByOne"] as const];
  const times = [
    ["ideal schedule", "ideal"],
    ["product", "product"],
    ["script, Promise.all", "together"],
    ...oneByOne,
  ] as const;
  const name = "12 images, 4 at once";
  return {
    title: "Through fal, 12 images, 4 at once",
    note: noteOf(effort),
    isTableForReadme: true,
    table: [["", "s"], ...times.map(([who, key]) => [who, seconds(far, key)])],
    rows: [
      ratio(name, "ideal schedule", far, "ideal", { atMost: 1.05 }),
      ratio(name, "script, Promise.all", far, "together"),
      ...oneByOne.map(([who, key]) => ratio(name, who, far, key)),
      ratio(`${name}, no delays`, "script, Promise.all", near, "together"),
      row({
        name: `${name}: sent and received while fal had jobs`,
        unit: "of the time for it",
        ...medianOf(far.map(({ overlapped }) => overlapped)),
      }),
    ],
  };
}

type Who = Exclude<keyof Round, "overlapped">;

/** Of each round in which it was measured. */
const timesOf = (rounds: readonly Round[], who: Who): number[] =>
  rounds.flatMap((round) => round[who] ?? []);

const seconds = (rounds: readonly Round[], who: Who): string =>
  (medianOf(timesOf(rounds, who)).value / 1000).toFixed(2);

function ratio(
  name: string,
  against: string,
  rounds: readonly Round[],
  who: Who,
  goal?: Goal,
): Row {
  const values = rounds.flatMap(({ product, [who]: time }) =>
    time === undefined ? [] : [product / time],
  );
  return row({ name, against, unit: "×", ...medianOf(values) }, goal);
}

const noteOf = ({ rounds, warmUps }: Effort): string =>
  `Median of ${rounds} rounds after one image and ${warmUps} rounds to warm up, on the line above. The ideal ` +
  "schedule sends the images one after the other, each before its turn, gives fal the next one a round trip after a job is " +
  "done, and fetches results while others run. fal itself runs 4 at a time, whoever sends more. One by one is run " +
  "in the first round only.";

async function race(
  pair: Pair,
  model: Model,
  { rounds, warmUps, isQuick }: Effort,
): Promise<Round[]> {
  const { network, pace } = model;
  const contenders = ["product", "script"] as const;
  const plan = { network, lines: pace.lines, atOnce, contenders, pair, images };
  const cargo: Cargo = { source: pair.source.length, result: pair.result.length };
  return Arena.open(plan, async (arena) => {
    await arena.try("product", { images: 1, atOnce }, 0);
    await arena.try("script", { images: 1, atOnce }, 0);
    const round = async (index: number): Promise<Round> => {
      const job = runIn(model, index);
      const script = async (atATime: number) =>
        wholeOf(await arena.try("script", { images, atOnce: atATime }, job));
      const product: Outcome = await arena.try("product", { images, atOnce }, job);
      return {
        product: wholeOf(product),
        overlapped: shareOverlapped(product),
        together: await script(images),
        // Once is enough for what takes five times as long and has no goal.
        oneByOne: isQuick || index !== warmUps ? undefined : await script(1),
        ideal: idealSchedule(network, cargo, { images, atOnce, job }),
      };
    };
    return inRounds(round, rounds, warmUps);
  });
}

import { Arena, inRounds } from "../cloud/arena.ts";
import type { Outcome } from "../cloud/arena.ts";
import { idealSchedule } from "../cloud/limit.ts";
import type { Network, Pace } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import { lastTime } from "../cloud/phases.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";
import { mean, medianOf } from "../statistics.ts";

const images = 12;
const atOnce = 4;

/** What everybody made of the same images. */
interface Round {
  readonly product: Outcome;
  readonly together: Outcome;
}

/** How often everybody takes a turn, and whether the script that takes longest is run, once, as no goal is about it. */
interface Effort {
  readonly rounds: number;
  readonly warmUps: number;
  readonly isQuick: boolean;
}

/** Twelve images, four of which fal runs at a time. */
export async function measureCloudBatch(
  { network, pace }: { readonly network: Network; readonly pace: Pace },
  effort: Effort,
): Promise<Section> {
  const pair = await pairOf(300_000);
  const cargo = { source: pair.source.length, result: pair.result.length };
  const [rounds, oneByOne] = await Arena.open(
    { network, pace, atOnce },
    { pair, images },
    async (arena) => [
      await inRounds(() => roundIn(arena), effort.rounds, effort.warmUps),
      effort.isQuick ? undefined : whole(await arena.try("script", { images, atOnce: 1 })),
    ],
  );
  const ideal = ({ product }: Round) =>
    idealSchedule(network, cargo, { images, atOnce, job: meanJob(product) });
  const times: readonly Time[] = [
    ["ideal schedule", ideal],
    ["product", ({ product }) => whole(product)],
    ["script, Promise.all", ({ together }) => whole(together)],
    ...(oneByOne === undefined ? [] : [["script, one by one", () => oneByOne] as const]),
  ];
  return {
    title: "Through fal, 12 images, 4 at once",
    note: noteOf(effort),
    table: [["", "s"], ...times.map(([name, of]) => [name, seconds(rounds, of)])],
    rows: times.filter(([name]) => name !== "product").map((time) => ratio(rounds, time)),
  };
}

/** Whom a round is about, and milliseconds until the last file was there. */
type Time = readonly [name: string, of: (round: Round) => number];

const seconds = (rounds: readonly Round[], of: Time[1]): string =>
  (medianOf(rounds.map(of)).value / 1000).toFixed(2);

function ratio(rounds: readonly Round[], [against, of]: Time): Row {
  const values = rounds.map((round) => whole(round.product) / of(round));
  const goal = against === "ideal schedule" ? { atMost: 1.05 } : undefined;
  return row({ name: "12 images, 4 at once", against, unit: "×", ...medianOf(values) }, goal);
}

const noteOf = ({ rounds, warmUps }: Effort): string =>
  `Median of ${rounds} rounds after ${warmUps} to warm up, on the line above. The ideal schedule sends the ` +
  "images one after the other, each before its turn, gives fal the next one a round trip after a job is " +
  "done, and fetches results while others run. fal itself runs 4 at a time, whoever sends more. One by one is run once.";

const roundIn = async (arena: Arena): Promise<Round> => ({
  product: await arena.try("product", { images, atOnce }),
  together: await arena.try("script", { images, atOnce: images }),
});

/** Milliseconds until the last file was there. */
const whole = ({ marks }: Outcome): number =>
  lastTime(marks, "written") - (marks[0]?.at ?? Number.NaN);

const meanJob = ({ jobs }: Outcome): number =>
  mean(jobs.map(({ acceptedAt, doneAt }) => doneAt - acceptedAt));

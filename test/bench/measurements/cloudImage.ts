import { Arena, inRounds } from "../cloud/arena.ts";
import type { Outcome } from "../cloud/arena.ts";
import { limitOf } from "../cloud/limit.ts";
import { noPace } from "../cloud/network.ts";
import type { Network, Pace } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import type { Pair } from "../cloud/pairs.ts";
import { courseOf, leastPhases, leastWhole, phaseNames } from "../cloud/phases.ts";
import type { Course } from "../cloud/phases.ts";
import { row } from "../row.ts";
import type { Goal, Row } from "../row.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

/** One round: the same image with both, one after the other. */
interface Round {
  readonly product: Course;
  readonly script: Course;
}

const script = "script of fal's API page";

/** One image of 300 KB from the command to the file, phase by phase, on the modelled line and without one. */
export async function measureCloudImage(
  { network, pace }: { readonly network: Network; readonly pace: Pace },
  rounds: number,
): Promise<Section> {
  const pair = await pairOf(300_000);
  const far = await race(pair, network, pace, rounds);
  const near = await race(pair, null, noPace, rounds);
  const cargo = { source: pair.source.length, result: pair.result.length };
  const overLimit = ({ product }: Round) => product.whole / leastWhole(network, cargo, product.job);
  return {
    title: "Through fal, one image of 300 KB",
    note: noteOf(network, pace, rounds),
    table: tableOf(far, near, leastPhases(network, cargo, medianOf(far.map(jobOf)).value)),
    rows: [
      ratio("command to file", far, ({ whole }) => whole, { atMost: 0.9 }),
      row(
        { name: "command to file", against: "limit", unit: "×", ...medianOf(far.map(overLimit)) },
        { atMost: 1.03 },
      ),
      ratio("job done to file", far, ({ afterJob }) => afterJob, { atMost: 0.5 }),
      row({
        name: "job done to file",
        against: "limit",
        unit: "×",
        ...medianOf(far.map(({ product }) => product.afterJob / limitOf(network, cargo).fetch)),
      }),
      ratio("command to file, no delays", near, ({ whole }) => whole),
      ratio("job done to file, no delays", near, ({ afterJob }) => afterJob),
    ],
  };
}

const jobOf = ({ product }: Round): number => product.job;

/** Milliseconds, spread evenly over the time between two polls of the script, so that it is lucky half the time. */
const unevenness = (round: number): number => Math.round(((round * 0.618) % 1) * 580);

async function race(
  pair: Pair,
  network: Network | null,
  pace: Pace,
  rounds: number,
): Promise<Round[]> {
  return Arena.open({ network, pace, atOnce: 2 }, { pair, images: 1 }, async (arena) => {
    const one = { images: 1, atOnce: 2 };
    const round = async (index: number) => {
      await arena.runJobsFor(pace.run + unevenness(index));
      return {
        product: course(await arena.try("product", one)),
        script: course(await arena.try("script", one)),
      };
    };
    return inRounds(round, rounds);
  });
}

function course({ marks, jobs: [job] }: Outcome): Course {
  if (!job) {
    throw new Error("fal had no job");
  }
  return courseOf(marks, job);
}

function ratio(
  name: string,
  rounds: readonly Round[],
  of: (one: Course) => number,
  goal?: Goal,
): Row {
  const values = rounds.map((round) => of(round.product) / of(round.script));
  return row({ name, against: script, unit: "×", ...medianOf(values) }, goal);
}

function tableOf(
  far: readonly Round[],
  near: readonly Round[],
  least: Course["phases"],
): string[][] {
  const ms = (rounds: readonly Round[], who: keyof Round, of: (one: Course) => number) =>
    medianOf(rounds.map((round) => of(round[who]))).value.toFixed(0);
  const line = (name: string, of: (one: Course) => number, limit: string) => [
    name,
    ms(far, "product", of),
    ms(far, "script", of),
    limit,
    ms(near, "product", of),
    ms(near, "script", of),
  ];
  const sum = phaseNames.reduce((all, name) => all + least[name], 0);
  return [
    ["ms", "product", "script", "limit", "product, no delays", "script, no delays"],
    ...phaseNames.map((name) => line(name, ({ phases }) => phases[name], least[name].toFixed(0))),
    line("command to file", ({ whole }) => whole, sum.toFixed(0)),
    line("job done to file", ({ afterJob }) => afterJob, ""),
    line("requests", ({ requests }) => requests, ""),
  ];
}

const noteOf = ({ roundTrip, up, down }: Network, { run, lines }: Pace, rounds: number): string =>
  `Median of ${rounds} rounds in which both take their turn, after one to warm up; every round begins ` +
  "without an open connection and without threads, as after a pause. The line is modelled: round trip " +
  `${roundTrip} ms, ${up / 125_000} Mbit/s up, ${down / 125_000} Mbit/s down, two round trips to connect to ` +
  "each of fal's hosts (TCP, TLS 1.3); without slow start and name look-up. A job runs " +
  `${run / 1000} s and up to 0.6 s more, another time each round so that no poll is always lucky, and writes ` +
  `${lines} log lines; without delays only the up to 0.6 s are left. The limit is what the model makes ` +
  "unavoidable, plus the time that the job really took at the server. A phase ends where the next one " +
  "begins: the wait ends when the result is asked for.";

import { Arena } from "../cloud/arena.ts";
import { imageTable } from "../cloud/imageTable.ts";
import type { Round } from "../cloud/imageTable.ts";
import { scriptName } from "../cloud/contender.ts";
import { limitOf } from "../cloud/limit.ts";
import type { Cargo } from "../cloud/limit.ts";
import type { MeasuredLine } from "../cloud/lineOf.ts";
import { noDistance, runIn } from "../cloud/network.ts";
import type { Model, Network } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import type { Pair } from "../cloud/pairs.ts";
import { courseOf, leastWhole } from "../cloud/phases.ts";
import type { Course } from "../cloud/phases.ts";
import { row } from "../row.ts";
import type { Goal, Row } from "../row.ts";
import { inRounds } from "../rounds.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

const contenders = ["host", "product", "script"] as const;

/** The rounds on one line, and the line as it was found. */
interface Race {
  readonly rounds: readonly Round[];
  readonly line: MeasuredLine;
}

/** One image of 300 KB from the command to the file, phase by phase, on the modelled line and without one. */
export async function measureCloudImage(model: Model, isQuick: boolean): Promise<Section> {
  const rounds = isQuick ? 2 : 10;
  const { network, pace } = model;
  const pair = await pairOf(300_000);
  const far = await race(pair, model, rounds);
  const withoutDelays = { network: noDistance, pace: { ...pace, run: 0 } };
  const near = await race(pair, withoutDelays, isQuick ? 1 : rounds);
  const cargo = { source: pair.source.length, result: pair.result.length };
  const limit = limitOf(network, cargo);
  const ofHost = (round: Round) => courseOf(round.host);
  const overLimit = (round: Round) =>
    ofHost(round).whole / leastWhole(network, cargo, ofHost(round).job);
  return {
    title: "Through fal, one image of 300 KB",
    note: noteOf(model, rounds),
    isTableForReadme: true,
    table: imageTable(far.rounds, near.rounds, network, cargo),
    rows: [
      ratio("command to file", far, ({ whole }) => whole, { atMost: 0.9 }),
      against("limit", "command to file", far, overLimit, { atMost: 1.03 }),
      ratio("job done to file", far, ({ afterJob }) => afterJob, { atMost: 0.5 }),
      against(
        "limit",
        "job done to file",
        far,
        (round) => ofHost(round).afterJob / limit.fetch,
        // Half of the script's time may be less than the line itself takes.
        { atMost: 1.15 },
      ),
      against(
        scriptName,
        "job done to file, the limit itself",
        far,
        ({ script }) => limit.fetch / courseOf(script).afterJob,
      ),
      ratio("command to file, no delays", near, ({ whole }) => whole),
      ratio("job done to file, no delays", near, ({ afterJob }) => afterJob),
      ...checksOf(far.line, network, cargo),
    ],
  };
}

async function race(pair: Pair, model: Model, rounds: number): Promise<Race> {
  const { network, pace } = model;
  const plan = { network, lines: pace.lines, atOnce: 2, contenders, pair, images: 1 };
  return Arena.open(plan, async (arena) => {
    const one = { images: 1, atOnce: 2 };
    const round = async (index: number) => {
      const run = runIn(model, index);
      return {
        host: await arena.try("host", one, run),
        product: await arena.try("product", one, run),
        script: await arena.try("script", one, run),
      };
    };
    const line = await arena.measureLine();
    return { rounds: await inRounds(round, rounds), line };
  });
}

const ratio = (name: string, runs: Race, of: (one: Course) => number, goal?: Goal): Row =>
  against(
    scriptName,
    name,
    runs,
    ({ host, script }) => of(courseOf(host)) / of(courseOf(script)),
    goal,
  );

function against(
  whom: string,
  name: string,
  { rounds }: Race,
  of: (round: Round) => number,
  goal?: Goal,
): Row {
  return row({ name, against: whom, unit: "×", ...medianOf(rounds.map(of)) }, goal);
}

/** Whether the line is what the limit is computed from. */
const checksOf = (line: MeasuredLine, { roundTrip, down }: Network, { result }: Cargo): Row[] => [
  row({
    name: "a round trip on the line",
    against: "the model's",
    unit: "×",
    value: line.roundTrip / roundTrip,
  }),
  row({
    name: "a result's way on the line",
    against: "the model's",
    unit: "×",
    value: line.transfer / ((result / down) * 1000 + roundTrip),
  }),
];

const noteOf = ({ network, pace }: Model, rounds: number): string =>
  `Median of ${rounds} rounds in which all take their turn, after one to warm up; every round begins ` +
  "without an open connection and without threads, as after a pause. The command is that of the packaged extension " +
  "in the extension host of VS Code's server, executed there and timed until the file is in its folder; it reaches fal through " +
  "its proxy setting, so that one connection is all it has. What happens inside is told of the extension's core, " +
  "which runs in a process of its own. The line is modelled: round trip " +
  `${network.roundTrip} ms, ${network.up / 125_000} Mbit/s up, ${network.down / 125_000} Mbit/s down, two round ` +
  "trips to connect to each of fal's hosts (TCP, TLS 1.3); without slow start and name look-up. A job runs " +
  `${pace.run / 1000} s and up to the time between two polls more, another time each round so that no poll is ` +
  "always lucky, and writes " +
  `${pace.lines} log lines; without delays only what is more is left. The limit is what the model makes ` +
  "unavoidable, plus the time that the job really took at the server. A phase ends where the next one " +
  "begins: the wait ends when the result is asked for.";

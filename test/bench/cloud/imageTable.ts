import { medianOf } from "../statistics.ts";
import type { Outcome } from "./arena.ts";
import { limitOf } from "./limit.ts";
import type { Cargo } from "./limit.ts";
import type { Network } from "./network.ts";
import { courseOf, leastPhases, phaseNames, phasesOf, requestsIn } from "./phases.ts";

/** One round: the same image with all, one after the other. */
export interface Round {
  readonly host: Outcome;
  readonly product: Outcome;
  readonly script: Outcome;
}

/** A number of each outcome, and whether the extension host cannot tell it. */
interface Line {
  readonly name: string;
  readonly of: (outcome: Outcome) => number;
  readonly isInside?: boolean;
  /** Missing where there is none. */
  readonly least?: number;
}

const heads = ["command", "its core", "script"];

/** Medians in milliseconds of rounds on a line and of rounds without its delays, phase by phase. */
export function imageTable(
  far: readonly Round[],
  near: readonly Round[],
  network: Network,
  cargo: Cargo,
): string[][] {
  const job = medianOf(far.map(({ host }) => courseOf(host).job)).value;
  const least = leastPhases(network, cargo, job);
  const lines: readonly Line[] = [
    ...phaseNames.map((name) => ({
      name,
      of: ({ marks }: Outcome) => phasesOf(marks)[name],
      isInside: true,
      least: least[name],
    })),
    {
      name: "command to file",
      of: (outcome) => courseOf(outcome).whole,
      least: phaseNames.reduce((sum, name) => sum + least[name], 0),
    },
    {
      name: "job done to file",
      of: (outcome) => courseOf(outcome).afterJob,
      least: limitOf(network, cargo).fetch,
    },
    { name: "requests", of: ({ marks }) => requestsIn(marks), isInside: true },
  ];
  return [
    ["ms", ...heads, "limit", ...heads.map((name) => `${name}, no delays`)],
    ...lines.map((line) =>
      [line.name, cells(line, far), line.least?.toFixed(0) ?? "", cells(line, near)].flat(),
    ),
  ];
}

const cells = ({ of, isInside = false }: Line, rounds: readonly Round[]): string[] => {
  const middle = (who: keyof Round) =>
    medianOf(rounds.map((round) => of(round[who]))).value.toFixed(0);
  return [isInside ? "" : middle("host"), middle("product"), middle("script")];
};

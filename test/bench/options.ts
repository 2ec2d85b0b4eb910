// What `npm run bench` is asked for.
import { parseArgs } from "node:util";
import { homeNetwork, usualPace } from "./cloud/network.ts";
import type { Model } from "./cloud/network.ts";

const { values } = parseArgs({
  options: {
    /** A few small pictures, a round or two, and not what takes longest: minutes instead of half an hour. */
    quick: { type: "boolean", default: false },
    /** Also writes the rows as JSON. */
    json: { type: "string" },
    /** Ends with code 1 when a goal is missed. */
    strict: { type: "boolean", default: false },
    /** Also writes what is judged into the README, and its picture beside it; only of a whole run. */
    readme: { type: "boolean", default: false },
    /** Takes the VSIX and the bundles that are there instead of making them first. */
    packaged: { type: "boolean", default: false },
    /** Some of the measurements, by their names, with commas. */
    only: { type: "string" },
    /** The modelled way to fal: milliseconds there and back, and Mbit/s. */
    "round-trip": { type: "string" },
    up: { type: "string" },
    down: { type: "string" },
    /** Seconds that a job takes at fal, and lines of its log. */
    job: { type: "string" },
    lines: { type: "string" },
  },
});

/** Bytes per second in a Mbit/s. */
const megabit = 125_000;

/** The model's own, each with an option that changes it. */
const modelOptions = ["round-trip", "up", "down", "job", "lines"] as const;

/** The number of an option in another unit, or what holds without it. Throws for what is no number. */
function number(name: (typeof modelOptions)[number], unit: number, otherwise: number) {
  const text = values[name];
  const value = text === undefined ? otherwise : Number(text) * unit;
  if (!(value >= 0)) {
    throw new Error(`--${name} needs a number, not ${text}`);
  }
  return value;
}

/** The line and the jobs to measure on. */
export const model: Model = {
  network: {
    roundTrip: number("round-trip", 1, homeNetwork.roundTrip),
    up: number("up", megabit, homeNetwork.up),
    down: number("down", megabit, homeNetwork.down),
  },
  pace: { run: number("job", 1000, usualPace.run), lines: number("lines", 1, usualPace.lines) },
};

/** All that changes what is measured, as it was given. */
const given = ["only" as const, ...modelOptions].filter((name) => values[name] !== undefined);

/** What to do with a benchmark, and what of it. */
export const options = {
  ...values,
  /** The measurements' names; all when left out. */
  only: values.only?.split(","),
  /** All measurements in full, on the usual line: what the README shows. */
  isWhole: given.length === 0 && !values.quick,
  /** Whoever runs this measures the same. */
  command: ["npm run bench", ...argumentsGiven()].join(" "),
};

function argumentsGiven(): string[] {
  const all = given.map((name) => `--${name} ${values[name]}`);
  const wanted = [...(values.quick ? ["--quick"] : []), ...all];
  return wanted.length > 0 ? ["--", ...wanted] : [];
}

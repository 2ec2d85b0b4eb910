// Measures the extension beside what people would use instead:
// tsx test/bench/main.ts [--quick] [--json FILE] [--strict] [--readme] [--packaged] [--only NAME,…]
//   [--round-trip MS] [--up MBIT] [--down MBIT] [--job SECONDS]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packageExtension } from "../run/packageExtension.ts";
import { testResults } from "../run/paths.ts";
import { ensureAlternatives } from "./install.ts";
import { homeNetwork, usualPace } from "./cloud/network.ts";
import { measureAgreement } from "./measurements/agreement.ts";
import { measureCloudBatch } from "./measurements/cloudBatch.ts";
import { measureCloudGrowth } from "./measurements/cloudGrowth.ts";
import { measureCloudImage } from "./measurements/cloudImage.ts";
import { measureCloudMemory } from "./measurements/cloudMemory.ts";
import { measureCloudRequests } from "./measurements/cloudRequests.ts";
import { measureCompression } from "./measurements/compression.ts";
import { measureHostBatch } from "./measurements/hostBatch.ts";
import { measureHostLoop } from "./measurements/hostLoop.ts";
import { measureMemory } from "./measurements/memory.ts";
import { measurePackage } from "./measurements/packageSize.ts";
import { measureQuality } from "./measurements/quality.ts";
import { measureSpeed } from "./measurements/speed.ts";
import { measureStartup } from "./measurements/startup.ts";
import { pictureSet } from "./pictures/pictureSet.ts";
import type { Truth } from "./pictures/pictureSet.ts";
import { aroundResults, writeReadme } from "./readme.ts";
import { machine, report, versions } from "./report.ts";
import type { Section } from "./section.ts";

const { values } = parseArgs({
  options: {
    /** A few small pictures and 3 rounds: minutes instead of half an hour. */
    quick: { type: "boolean", default: false },
    /** Also writes the rows as JSON. */
    json: { type: "string" },
    /** Ends with code 1 when a goal is missed. */
    strict: { type: "boolean", default: false },
    /** Also writes what is judged into the README, and draws its plots. */
    readme: { type: "boolean", default: false },
    /** Takes the VSIX and the bundles that are there instead of making them first. */
    packaged: { type: "boolean", default: false },
    /** Some of the measurements, by their names, with commas. */
    only: { type: "string" },
    /** The modelled way to fal: milliseconds there and back, and Mbit/s. */
    "round-trip": { type: "string" },
    up: { type: "string" },
    down: { type: "string" },
    /** Seconds that a job takes at fal. */
    job: { type: "string" },
  },
});

/** Bytes per second in a Mbit/s. */
const megabit = 125_000;

/** The number of an option in another unit, or what holds without it. Throws for what is no number. */
function number(name: "round-trip" | "up" | "down" | "job", unit: number, otherwise: number) {
  const text = values[name];
  const value = text === undefined ? otherwise : Number(text) * unit;
  if (!(value >= 0)) {
    throw new Error(`--${name} needs a number, not ${text}`);
  }
  return value;
}

const network = {
  roundTrip: number("round-trip", 1, homeNetwork.roundTrip),
  up: number("up", megabit, homeNetwork.up),
  down: number("down", megabit, homeNetwork.down),
};
const model = { network, pace: { ...usualPace, run: number("job", 1000, usualPace.run) } };

type Sections = Section | readonly Section[];
type Measurement = readonly [name: string, measure: () => Sections | Promise<Sections>];

const measurementsOf = (truths: readonly Truth[], isQuick: boolean): readonly Measurement[] => [
  ["size", measurePackage],
  ["startup", measureStartup],
  ["image", () => measureCloudImage(model, isQuick ? 3 : 10)],
  // Requests are only counted: what else goes on meanwhile does not matter to them.
  ["batch", () => Promise.all([measureCloudBatches(isQuick), measureCloudRequests(network)])],
  ["growth", () => measureCloudGrowth(model, isQuick)],
  ["cloud-memory", () => measureCloudMemory(isQuick)],
  ["host-batch", measureHostBatch],
  ["compression", () => measureCompression(truths)],
  ["host-loop", () => measureHostLoop(truths, isQuick)],
  ["speed", () => measureSpeed(truths, isQuick ? 3 : 10)],
  ["memory", () => measureMemory(truths, isQuick)],
  ["agreement", () => measureAgreement(truths, isQuick)],
  ["quality", () => measureQuality(truths, isQuick)],
];

const measureCloudBatches = (isQuick: boolean): Promise<Section> =>
  measureCloudBatch(model, { rounds: isQuick ? 1 : 3, warmUps: isQuick ? 0 : 1, isQuick });

/** What the README shows; the rest would make it long. */
const forReadme = new Set(
  "startup image batch growth cloud-memory host-batch host-loop speed".split(" "),
);

interface Measured {
  readonly name: string;
  readonly sections: readonly Section[];
}

async function measureAll(isQuick: boolean): Promise<Measured[]> {
  const truths = await pictureSet(isQuick);
  const wanted = values.only?.split(",");
  const all: Measured[] = [];
  for (const [name, measure] of measurementsOf(truths, isQuick)) {
    if (wanted?.includes(name) ?? true) {
      const started = Date.now();
      process.stdout.write(`Measuring ${name} … `);
      all.push({ name, sections: [await measure()].flat() });
      console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
  }
  return all;
}

if (values.readme) {
  // Whoever waits half an hour is told of that now.
  aroundResults();
}
await ensureAlternatives();
await packageExtension(values.packaged);
const all = await measureAll(values.quick);
const sections = all.flatMap((measured) => measured.sections);
const rows = sections.flatMap((section) => section.rows);
const command = `npm run bench${values.quick ? " -- --quick" : ""}`;
const circumstances = `${new Date().toISOString().slice(0, 10)}, ${versions()}, ${machine()}`;
const heading = `# \`${command}\`\n\n${circumstances}`;
const text = report(sections, heading);
mkdirSync(testResults, { recursive: true });
writeFileSync(join(testResults, "bench.md"), text);
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}
if (values.readme) {
  const shown = all.filter(({ name }) => forReadme.has(name));
  await writeReadme(
    shown.flatMap((measured) => measured.sections),
    `\`${command}\`, ${circumstances}`,
  );
}
const missed = rows.filter(({ ok }) => ok === false).length;
const judged = rows.filter(({ ok }) => ok !== null).length;
console.log(
  `\n${text}\n${judged - missed} of ${judged} goals met; the report is in test-results/bench.md`,
);
process.exitCode = values.strict && missed > 0 ? 1 : 0;

// Measures the extension beside what people would use instead:
// tsx test/bench/main.ts [--quick] [--json FILE] [--strict] [--readme] [--packaged] [--only NAME,…]
//   [--round-trip MS] [--up MBIT] [--down MBIT] [--job SECONDS] [--lines COUNT]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePillow } from "../run/debianPackages.ts";
import { ensureHost } from "../run/installHost.ts";
import { packageExtension } from "../run/packageExtension.ts";
import { testResults } from "../run/paths.ts";
import { ensureAlternatives } from "./install.ts";
import { drawResults } from "./figure/drawResults.ts";
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
import { model, options } from "./options.ts";
import { pictureSet } from "./pictures/pictureSet.ts";
import type { Truth } from "./pictures/pictureSet.ts";
import { aroundResults, writeReadme } from "./readme.ts";
import { judgedIn, machine, report, versions } from "./report.ts";
import { row } from "./row.ts";
import type { Section } from "./section.ts";

type Sections = Section | readonly Section[];
type Measurement = readonly [name: string, measure: () => Sections | Promise<Sections>];

const measurementsOf = (truths: readonly Truth[], isQuick: boolean): readonly Measurement[] => [
  ["size", measurePackage],
  ["startup", measureStartup],
  ["image", () => measureCloudImage(model, isQuick)],
  ["batch", () => measureCloudBatch(model, isQuick)],
  ["requests", () => measureCloudRequests(model.network, isQuick)],
  ["growth", () => measureCloudGrowth(model, isQuick)],
  ["cloud-memory", () => measureCloudMemory(isQuick)],
  ["host-batch", () => measureHostBatch(isQuick)],
  ["compression", () => measureCompression(truths)],
  ["host-loop", () => measureHostLoop(truths, isQuick)],
  ["speed", () => measureSpeed(truths, isQuick ? 1 : 10)],
  ["memory", () => measureMemory(truths, isQuick)],
  ["agreement", () => measureAgreement(truths, isQuick)],
  ["quality", () => measureQuality(truths, isQuick)],
];

/** What the README shows; the rest would make it long. */
const forReadme = new Set(
  "startup image batch requests growth cloud-memory host-batch host-loop speed".split(" "),
);

interface Measured {
  readonly name: string;
  readonly sections: readonly Section[];
}

/** What was measured, and the names of what could not be. */
interface Outcome {
  readonly all: readonly Measured[];
  readonly broken: readonly string[];
}

/** One after the other, also after one that broke: nobody should wait half an hour for nothing. */
async function measureAll(measurements: readonly Measurement[]): Promise<Outcome> {
  const all: Measured[] = [];
  const broken: string[] = [];
  for (const [name, measure] of measurements) {
    const started = Date.now();
    process.stdout.write(`Measuring ${name} … `);
    try {
      all.push({ name, sections: [await measure()].flat() });
    } catch (error) {
      console.error(error);
      broken.push(name);
    }
    console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
  }
  return { all, broken };
}

/** What a first look does without. */
const slow = new Set(["host-loop", "memory", "quality"]);

/** Those that `--only` names, or all, or all but the slow ones. Throws for a name that none has. */
function chosen(measurements: readonly Measurement[]): readonly Measurement[] {
  const names = measurements.map(([name]) => name);
  const wanted = options.only ?? names.filter((name) => !options.quick || !slow.has(name));
  const unknown = wanted.filter((name) => !measurements.some(([known]) => known === name));
  if (unknown.length > 0) {
    throw new Error(`there is no measurement ${unknown.join(", ")}`);
  }
  return measurements.filter(([name]) => wanted.includes(name));
}

/** How long the bench itself took, of which nothing was left out. */
function ownTime(begun: number): Section {
  const value = (Date.now() - begun) / 60_000;
  return {
    title: "This benchmark",
    note: "From the moment when everything was installed and packaged.",
    rows: [
      row({ name: "the whole of it", unit: "min", value }, { atMost: options.quick ? 5 : 30 }),
    ],
  };
}

if (options.readme) {
  if (!options.isWhole) {
    throw new Error("the README is of a whole run with the usual model");
  }
  // Whoever waits half an hour is told of that now.
  aroundResults();
}
await ensureAlternatives();
await packageExtension(options.packaged);
await Promise.all([ensureHost("current"), ensurePillow()]);
const begun = Date.now();
const truths = await pictureSet(options.quick);
const { all, broken } = await measureAll(chosen(measurementsOf(truths, options.quick)));
const measured = all.flatMap(({ sections }) => sections);
const sections = options.only ? measured : [...measured, ownTime(begun)];
const shown = options.only
  ? measured
  : all.filter(({ name }) => forReadme.has(name)).flatMap((one) => one.sections);

mkdirSync(testResults, { recursive: true });
const circumstances = `${new Date().toISOString().slice(0, 10)}, ${versions()}, ${machine()}`;
const text = report(sections, `# \`${options.command}\`\n\n${circumstances}`);
writeFileSync(join(testResults, "bench.md"), text);
const picture = join(testResults, "bench.webp");
const plots = shown.flatMap((section) => section.plots ?? []);
await drawResults(plots, judgedIn(shown), picture);
if (options.json) {
  const rows = sections.flatMap((section) => section.rows);
  writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
}
if (options.readme && broken.length === 0) {
  writeReadme(shown, `\`${options.command}\`, ${circumstances}`, picture);
}
const judged = judgedIn(sections);
const missed = judged.filter(({ ok }) => ok === false).length;
console.log(
  `\n${text}\n${judged.length - missed} of ${judged.length} goals met; the report is in test-results/bench.md`,
);
if (broken.length > 0) {
  console.error(`Could not measure ${broken.join(", ")}`);
}
process.exitCode = broken.length > 0 || (options.strict && missed > 0) ? 1 : 0;

import type { Assignment } from "../contenders/contender.ts";
import { startContender } from "../contenders/runningContender.ts";
import type { Done } from "../contenders/runningContender.ts";
import type { ContenderName } from "../contenders/contenders.ts";
import { mirrored } from "../pictures/mirrored.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { row } from "../row.ts";
import type { Goal, Row } from "../row.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

const names = [
  "Standard",
  "onnxruntime-web",
  "onnxruntime-node",
  "Fast",
  "UpscalerJS slim",
] as const satisfies readonly ContenderName[];

type Raced = (typeof names)[number];

type Rounds = ReadonlyMap<Raced, readonly Done[]>;

const size = { width: 512, height: 512 };

/** Wall and CPU time of 512² → 1024² from pixels to pixels, all in turn, round by round. */
export async function measureSpeed(truths: readonly Truth[], rounds: number): Promise<Section> {
  const photo = truths.find(({ name }) => name === "astronaut");
  if (!photo) {
    throw new Error("the set has no astronaut");
  }
  const source = mirrored(photo.picture, size);
  const runs = await race({ source, scale: 2, isLossy: false }, rounds);
  return {
    title: "Speed, 512² → 1024²",
    note:
      `Median and spread of ${rounds} rounds in which each takes its turn, after one to warm up; ` +
      "every contender in a process of its own, loaded before. From pixels to pixels, without " +
      "codecs. UpscalerJS runs over TensorFlow.js in WebAssembly, in one thread: its native library is a download. " +
      "CPU seconds are those of all threads together; a ratio is taken within each round.",
    isTableForReadme: true,
    table: absoluteTimes(runs),
    rows: ratios(runs),
  };
}

async function race(assignment: Assignment, rounds: number): Promise<Rounds> {
  const contestants = await Promise.all(
    names.map(async (name) => ({ name, running: await startContender(name) })),
  );
  try {
    for (const { running } of contestants) {
      await running.upscale(assignment);
    }
    const runs = new Map<Raced, Done[]>(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const { name, running } of contestants) {
        runs.get(name)?.push(await running.upscale(assignment));
      }
    }
    return runs;
  } finally {
    for (const { running } of contestants) {
      running.stop();
    }
  }
}

function absoluteTimes(runs: Rounds): string[][] {
  const show = (values: readonly number[]) => {
    const { value, low, high } = medianOf(values);
    return `${value.toFixed(2)} (${low.toFixed(2)} – ${high.toFixed(2)})`;
  };
  return [
    ["", "wall, s", "CPU, s"],
    ...[...runs].map(([name, done]) => [
      name,
      show(done.map(({ wall }) => wall)),
      show(done.map(({ cpu }) => cpu)),
    ]),
  ];
}

function ratios(runs: Rounds): Row[] {
  const ratio = (kind: "wall" | "cpu", name: Raced, against: Raced, goal?: Goal) => {
    const theirs = runs.get(against) ?? [];
    const values = (runs.get(name) ?? []).map(
      (done, round) => done[kind] / (theirs[round]?.[kind] ?? Number.NaN),
    );
    const label = kind === "cpu" ? "CPU time" : "wall time";
    return row({ name: `${label} of ${name}`, against, unit: "×", ...medianOf(values) }, goal);
  };
  return [
    ratio("cpu", "Standard", "onnxruntime-web", { atMost: 1 / 3 }),
    ratio("wall", "Standard", "onnxruntime-web"),
    ratio("wall", "Standard", "onnxruntime-node", { atMost: 2.5 }),
    ratio("cpu", "Standard", "onnxruntime-node"),
    ratio("wall", "Fast", "UpscalerJS slim", { atMost: 1 / 15 }),
    ratio("cpu", "Fast", "UpscalerJS slim", { atMost: 1 / 15 }),
  ];
}

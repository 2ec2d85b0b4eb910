import { Arena } from "../cloud/arena.ts";
import type { Outcome } from "../cloud/arena.ts";
import { idealSchedule } from "../cloud/limit.ts";
import type { Network, Pace } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import { lastTime } from "../cloud/phases.ts";
import type { Line, Plot } from "../figure/plot.ts";
import type { Section } from "../section.ts";

interface Model {
  readonly network: Network;
  readonly pace: Pace;
}

/** Seconds that everybody takes for one load, and what that is of: megabytes, or images. */
interface Point {
  readonly at: number;
  readonly product: number;
  readonly script: number;
  readonly ideal: number;
}

const names = {
  product: "this extension",
  script: "script, Promise.all",
  ideal: "ideal schedule",
} as const;
const atOnce = 4;

/** How the time through fal grows with the size of an image, and with the number of images; once each. */
export async function measureCloudGrowth(model: Model, isQuick: boolean): Promise<Section> {
  const bySize: Point[] = [];
  for (const megabytes of isQuick ? [0.1, 1] : [0.03, 0.1, 0.3, 1, 3, 10]) {
    bySize.push({ at: megabytes, ...(await race(model, megabytes, 1)) });
  }
  const byCount: Point[] = [];
  for (const images of isQuick ? [1, 4] : [1, 4, 8, 16, 32]) {
    byCount.push({ at: images, ...(await race(model, 0.3, images)) });
  }
  return {
    title: "Through fal, how the time grows",
    note: `One run of each kind after a small one, on the line above; ${atOnce} at once at fal.`,
    rows: [],
    table: [
      ["s", names.product, names.script, names.ideal],
      ...bySize.map((point) => cells(`1 image of ${point.at} MB`, point)),
      ...byCount.map((point) => cells(`${point.at} images of 0.3 MB`, point)),
    ],
    plots: [
      plot(
        "Time for one image through fal",
        { label: "MB of the image", isLogarithmic: true },
        bySize,
      ),
      plot("Time for many of 0.3 MB", { label: "images", isLogarithmic: false }, byCount),
    ],
  };
}

async function race(
  { network, pace }: Model,
  megabytes: number,
  images: number,
): Promise<Omit<Point, "at">> {
  const pair = await pairOf(megabytes * 1e6);
  const cargo = { source: pair.source.length, result: pair.result.length };
  return Arena.open({ network, pace, atOnce }, { pair, images }, async (arena) => {
    // What is loaded at the first job is not what this is about.
    await arena.runJobsFor(0);
    await arena.try("product", { images: 1, atOnce });
    await arena.try("script", { images: 1, atOnce });
    await arena.runJobsFor(pace.run);
    const product = await arena.try("product", { images, atOnce });
    const script = await arena.try("script", { images, atOnce: images });
    const ideal = idealSchedule(network, cargo, { images, atOnce, job: pace.run }) / 1000;
    return { product: seconds(product), script: seconds(script), ideal };
  });
}

const seconds = ({ marks }: Outcome): number =>
  (lastTime(marks, "written") - (marks[0]?.at ?? Number.NaN)) / 1000;

const cells = (name: string, { product, script, ideal }: Point): string[] => [
  name,
  ...[product, script, ideal].map((time) => time.toFixed(2)),
];

function plot(title: string, x: Plot["x"], points: readonly Point[]): Plot {
  const line = (who: keyof typeof names): Line => ({
    name: names[who],
    points: points.map((point) => [point.at, point[who]]),
  });
  return { title, x, y: "s", lines: [line("product"), line("script"), line("ideal")] };
}

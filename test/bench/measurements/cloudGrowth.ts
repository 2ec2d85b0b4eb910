import { Arena } from "../cloud/arena.ts";
import { idealSchedule } from "../cloud/limit.ts";
import { runIn } from "../cloud/network.ts";
import type { Model } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import { wholeOf } from "../cloud/phases.ts";
import type { Line, Plot } from "../figure/plot.ts";
import { inRounds } from "../rounds.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

/** Seconds that everybody takes for one load. */
interface Times {
  readonly product: number;
  readonly script: number;
  readonly ideal: number;
}

/** The times, and what they are of: megabytes, or images. */
interface Point extends Times {
  readonly at: number;
}

const names = {
  product: "this extension",
  script: "script, Promise.all",
  ideal: "ideal schedule",
} as const;
const atOnce = 4;

/** How the time through fal grows with the size of an image, and with the number of images. */
export async function measureCloudGrowth(model: Model, isQuick: boolean): Promise<Section> {
  const rounds = isQuick ? 1 : 2;
  const bySize: Point[] = [];
  for (const megabytes of isQuick ? [0.3] : [0.03, 0.1, 0.3, 1, 3, 10]) {
    bySize.push({ at: megabytes, ...(await race(model, megabytes, 1, rounds)) });
  }
  // One image was raced before.
  const one = bySize.find(({ at }) => at === 0.3);
  const byCount: Point[] = one ? [{ ...one, at: 1 }] : [];
  for (const images of isQuick ? [4] : [4, 8, 16, 32]) {
    byCount.push({ at: images, ...(await race(model, 0.3, images, 1)) });
  }
  return {
    title: "Through fal, how the time grows",
    note:
      `After a small one to warm up, ${rounds} rounds with one image, of which the middle is shown, and one round with ` +
      `several; on the line above, with jobs of its uneven times; ${atOnce} at once at fal.`,
    rows: [],
    table: [
      ["s", names.product, names.script, names.ideal],
      ...bySize.map((point) => cells(`1 image of ${point.at} MB`, point)),
      ...byCount.slice(1).map((point) => cells(`${point.at} images of 0.3 MB`, point)),
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
  model: Model,
  megabytes: number,
  images: number,
  rounds: number,
): Promise<Times> {
  const pair = await pairOf(megabytes * 1e6);
  const { network, pace } = model;
  const contenders = ["product", "script"] as const;
  const plan = { network, lines: pace.lines, atOnce, contenders, pair, images };
  return Arena.open(plan, async (arena) => {
    // What is loaded at the first job is not what this is about.
    await arena.try("product", { images: 1, atOnce }, 0);
    await arena.try("script", { images: 1, atOnce }, 0);
    const cargo = { source: pair.source.length, result: pair.result.length };
    const round = async (index: number): Promise<Times> => {
      const job = runIn(model, index + 1);
      return {
        product: wholeOf(await arena.try("product", { images, atOnce }, job)),
        script: wholeOf(await arena.try("script", { images, atOnce: images }, job)),
        ideal: idealSchedule(network, cargo, { images, atOnce, job }),
      };
    };
    return middleOf(await inRounds(round, rounds, 0));
  });
}

function middleOf(rounds: readonly Times[]): Times {
  const seconds = (who: keyof Times) => medianOf(rounds.map((times) => times[who])).value / 1000;
  return { product: seconds("product"), script: seconds("script"), ideal: seconds("ideal") };
}

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

import type { Raster } from "../../../src/pictures/raster.ts";
import type { ContenderName } from "../contenders/contenders.ts";
import { startContender } from "../contenders/runningContender.ts";
import type { RunningContender } from "../contenders/runningContender.ts";
import { degrade, tasks } from "../pictures/degrade.ts";
import type { Task } from "../pictures/degrade.ts";
import { pictureClasses } from "../pictures/pictureList.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { score } from "./scores.ts";
import type { Score } from "./scores.ts";
import type { ScoreCache } from "./scoreCache.ts";

/** How a contender did with one picture. */
export interface Result extends Score {
  readonly contender: ContenderName;
  readonly task: Task;
  readonly truth: Truth;
}

/** What one process does before it ends. */
interface Share {
  readonly name: ContenderName;
  readonly truths: readonly Truth[];
}

/** UpscalerJS's thick model takes half a minute for each picture, and would take half of the bench's half hour. */
const slow: ReadonlySet<ContenderName> = new Set(["UpscalerJS thick"]);

/**
 * Every contender enlarges every picture of every task, the slow one the first picture of each
 * class; two processes at a time, since nothing is timed here. Errors: a contender's own.
 */
export async function measureScores(
  names: readonly ContenderName[],
  truths: readonly Truth[],
  cache: ScoreCache,
): Promise<Result[]> {
  const firsts = pictureClasses.flatMap((name) =>
    truths.filter((truth) => truth.class === name).slice(0, 1),
  );
  const shares = names.flatMap((name) =>
    (slow.has(name) ? halves(firsts) : [truths]).map((part) => ({ name, truths: part })),
  );
  const results: Result[] = [];
  const work = async () => {
    for (let share = shares.shift(); share; share = shares.shift()) {
      results.push(...(await scoresOf(share, cache)));
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

function halves<T>(all: readonly T[]): T[][] {
  const even = (index: number) => index % 2 === 0;
  return [all.filter((_, index) => even(index)), all.filter((_, index) => !even(index))];
}

async function scoresOf({ name, truths }: Share, cache: ScoreCache): Promise<Result[]> {
  const contender = await startContender(name);
  const results: Result[] = [];
  try {
    for (const truth of truths) {
      for (const task of tasks) {
        const source = await degrade(truth.picture, task);
        const measured = await cache.score(name, [source, truth.picture], () =>
          measure(contender, { source, task, truth: truth.picture }),
        );
        results.push({ contender: name, task, truth, ...measured });
      }
    }
  } finally {
    contender.stop();
  }
  return results;
}

interface Trial {
  readonly source: Raster;
  readonly task: Task;
  readonly truth: Raster;
}

async function measure(
  contender: RunningContender,
  { source, task: { scale, isJpeg }, truth }: Trial,
): Promise<Score> {
  const { output } = await contender.upscale({ source, scale, isLossy: isJpeg }, true);
  if (output?.width !== truth.width || output.height !== truth.height) {
    throw new Error(`${contender.name} made ${output?.width} x ${output?.height} px`);
  }
  return score(truth, output, scale);
}

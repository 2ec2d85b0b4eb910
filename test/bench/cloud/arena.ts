import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder } from "../../run/temporaryFolder.ts";
import type { Pair } from "./pairs.ts";
import { RunningContender, contenderNames } from "./runningContender.ts";
import type { ContenderName, Done } from "./runningContender.ts";
import { RunningWorld } from "./runningWorld.ts";
import type { JobTimes, WorldPlan } from "./runningWorld.ts";

/** What a contender is to do, with as many of the arena's images as wanted. */
export interface Trial {
  readonly images: number;
  readonly atOnce: number;
}

/** How a trial went, with the jobs that fal had meanwhile. */
export interface Outcome extends Done {
  readonly jobs: readonly JobTimes[];
}

/** A fal server and the contenders, all in processes of their own, with images to upscale. */
export class Arena {
  readonly #world: RunningWorld;
  readonly #contenders: ReadonlyMap<ContenderName, RunningContender>;
  readonly #sources: readonly string[];

  private constructor(
    world: RunningWorld,
    contenders: readonly RunningContender[],
    sources: readonly string[],
  ) {
    this.#world = world;
    this.#contenders = new Map(contenders.map((contender) => [contender.name, contender]));
    this.#sources = sources;
  }

  /** Runs `work` in an arena where every image and every result are those of `pair`. */
  static async open<T>(
    plan: WorldPlan,
    { pair, images }: { readonly pair: Pair; readonly images: number },
    work: (arena: Arena) => Promise<T>,
    names: readonly ContenderName[] = contenderNames,
  ): Promise<T> {
    const folder = makeTemporaryFolder();
    const world = await RunningWorld.start(plan);
    const contenders: RunningContender[] = [];
    try {
      await world.answerWith(pair);
      for (const name of names) {
        contenders.push(await RunningContender.start(name, world));
      }
      return await work(new Arena(world, contenders, filesOf(pair, images, folder.path)));
    } finally {
      for (const contender of contenders) {
        contender.stop();
      }
      world.stop();
      folder.remove();
    }
  }

  /** How long jobs run from now on, milliseconds. */
  runJobsFor(run: number): Promise<void> {
    return this.#world.runJobsFor(run);
  }

  /** One trial, which begins without an open connection. */
  async try(name: ContenderName, { images, atOnce }: Trial): Promise<Outcome> {
    const contender = this.#contenders.get(name);
    if (!contender) {
      throw new Error(`${name} is not in this arena`);
    }
    await this.#world.dropConnections();
    this.#world.takeJobs();
    const sources = this.#sources.slice(0, images);
    const done = await contender.perform({ sources, atOnce });
    return { ...done, jobs: this.#world.takeJobs() };
  }
}

function filesOf({ source }: Pair, count: number, folder: string): string[] {
  const files = Array.from({ length: count }, (_, index) => join(folder, `${index}.png`));
  const [first, ...others] = files;
  if (first !== undefined) {
    writeFileSync(first, source);
    for (const other of others) {
      copyFileSync(first, other);
    }
  }
  return files;
}

/** `round` again and again, told its number; the first `warmUps` results do not count. */
export async function inRounds<T>(
  round: (index: number) => Promise<T>,
  rounds: number,
  warmUps = 1,
): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < warmUps + rounds; index++) {
    results.push(await round(index));
  }
  return results.slice(warmUps);
}

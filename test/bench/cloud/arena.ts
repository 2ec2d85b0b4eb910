import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { makeTemporaryFolder } from "../../run/temporaryFolder.ts";
import { ChildContender } from "./childContender.ts";
import type { Contender, ContenderName, Done } from "./contender.ts";
import { HostContender } from "./hostContender.ts";
import { lineOf } from "./lineOf.ts";
import type { MeasuredLine } from "./lineOf.ts";
import type { Pair } from "./pairs.ts";
import { RunningWorld } from "./runningWorld.ts";
import type { JobTimes, WorldPlan } from "./runningWorld.ts";

/** Where an arena is, and who is in it. */
export interface ArenaPlan extends WorldPlan {
  readonly contenders: readonly ContenderName[];
  /** Every image and every result are those of it. */
  readonly pair: Pair;
  /** How many images there are at most. */
  readonly images: number;
}

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
  readonly #contenders: readonly Contender[];
  readonly #pair: Pair;
  readonly #sources: readonly string[];
  /** Where trials are; VS Code has it open. */
  readonly #workspace: string;

  private constructor(
    world: RunningWorld,
    contenders: readonly Contender[],
    { pair, images }: ArenaPlan,
    folder: string,
  ) {
    this.#world = world;
    this.#contenders = contenders;
    this.#pair = pair;
    this.#sources = filesOf(pair, images, folder);
    this.#workspace = workspaceIn(folder);
  }

  /** Runs `work` in an arena. */
  static async open<T>(plan: ArenaPlan, work: (arena: Arena) => Promise<T>): Promise<T> {
    const folder = makeTemporaryFolder();
    const world = await RunningWorld.start(plan);
    const contenders: Contender[] = [];
    mkdirSync(workspaceIn(folder.path));
    try {
      for (const name of plan.contenders) {
        contenders.push(
          name === "host"
            ? await HostContender.start(world, workspaceIn(folder.path), plan.atOnce)
            : await ChildContender.start(name, world),
        );
      }
      return await work(new Arena(world, contenders, plan, folder.path));
    } finally {
      // Whatever is wrong with one of them, all end.
      await Promise.allSettled(contenders.map((contender) => contender.stop()));
      world.stop();
      folder.remove();
    }
  }

  /**
   * One trial with jobs that run for some milliseconds, which begins without an open connection. Rejects when not
   * every result is beside its source.
   */
  async try(name: ContenderName, { images, atOnce }: Trial, run: number): Promise<Outcome> {
    const contender = this.#contenders.find((one) => one.name === name);
    if (!contender) {
      throw new Error(`${name} is not in this arena`);
    }
    await this.#world.answerWith(this.#pair, {
      run,
      via: name === "host" ? "queue.fal.run" : null,
    });
    await this.#world.dropConnections();
    const folder = mkdtempSync(join(this.#workspace, "trial-"));
    try {
      const sources = this.#sources.slice(0, images).map((path) => linkIn(folder, path));
      const done = await contender.perform({ sources, atOnce });
      this.#checkResults(sources);
      return { ...done, jobs: await this.#world.takeJobs(images) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** The line as it is, and not as it should be. */
  async measureLine(): Promise<MeasuredLine> {
    const host = "v3.fal.media";
    const result = await this.#world.addressOf(this.#pair, host);
    return lineOf(`${this.#world.places[host]}/`, result);
  }

  #checkResults(sources: readonly string[]): void {
    for (const source of sources) {
      const { size } = statSync(source.replace(".png", "@2x.png"));
      if (size < this.#pair.result.length) {
        throw new Error(`the result has ${size} bytes instead of ${this.#pair.result.length}`);
      }
    }
  }
}

const workspaceIn = (folder: string): string => join(folder, "workspace");

function linkIn(folder: string, path: string): string {
  const link = join(folder, basename(path));
  linkSync(path, link);
  return link;
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

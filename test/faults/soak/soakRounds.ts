import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeWorld } from "../harness/world.ts";
import type { World } from "../harness/world.ts";
import { noise } from "../../support/images.ts";
import { Random } from "../../support/random.ts";
import { randomDeath, randomFaults } from "./randomFaults.ts";
import { standing, tally } from "./tally.ts";
import type { Tally } from "./tally.ts";

/** A stalled call is over in half a second; with it, every button is pressed a few times at most. */
const times = { requestTimeout: 500, stallDeadline: 500, jobDeadline: 20_000 };
const calm = { requestTimeout: 20_000, stallDeadline: 20_000, jobDeadline: 40_000 };

/** As many different pictures, so that no two results are equal. */
async function addSources({ art }: World, from: number, count: number): Promise<string[]> {
  const seeds = Array.from({ length: count }, (_, index) => from + index);
  const pathOf = (seed: number) => join(art, `s${seed}.png`);
  for (const seed of seeds) {
    await writeFile(pathOf(seed), await noise(24, 16, seed));
  }
  return seeds.map(pathOf);
}

/** The submits that the user has asked for: one, and one for each press of a button that submits. */
class Asked {
  readonly #times = new Map<string, number>();

  readonly of = (source: string): number => 1 + (this.#times.get(source) ?? 0);

  /** Notes that the buttons of these jobs are about to be pressed. */
  note(ends: ReadonlyMap<string, string>): void {
    for (const [source, way] of ends) {
      if (["tryAgain", "submitAgain", "setApiKey"].includes(way)) {
        this.#times.set(source, (this.#times.get(source) ?? 0) + 1);
      }
    }
  }
}

/** Presses every button until none brings anything, with the faults gone. */
async function pressButtons(world: World, asked: Asked): Promise<void> {
  for (let rounds = 0; rounds < 3; rounds++) {
    asked.note(await standing(world));
    await world.live("act", { plan: { ...calm, sources: [] } });
  }
}

/** Many jobs in one process, faults on every route. */
export async function manyJobs(script: string, seed: number, count: number): Promise<Tally> {
  const world = await makeWorld(script, { source: null });
  try {
    const random = new Random(seed);
    const asked = new Asked();
    const sources = await addSources(world, 0, count);
    for (const rule of randomFaults(random, count / 10, count)) {
      await world.server.addFault(rule);
    }
    await world.live("run", { plan: { ...times, sources, concurrency: 8 } });
    await world.server.clearFaults();
    const before = await tally(world, sources, asked.of);
    console.log(`with faults: ${summary(before)}`);
    await pressButtons(world, asked);
    return merged(before, await tally(world, sources, asked.of));
  } finally {
    await world.end();
  }
}

/** Rounds of new jobs and of those that were left, each killed at a random point; then one that is not. */
export async function killRounds(script: string, seed: number, rounds: number): Promise<Tally> {
  const world = await makeWorld(script, { source: null });
  try {
    const random = new Random(seed);
    const asked = new Asked();
    const all: string[] = [];
    const isTold = (source: string) =>
      world.lives.some(({ output }) => output.includes(`"source":"${source}"`));
    let kills = 0;
    for (let round = 0; round < rounds; round++) {
      const sources = await addSources(world, round * 4, 4);
      const troubles = [randomDeath(random)];
      const life = await world.live("session", { plan: { ...calm, sources }, troubles });
      kills += life.wasKilled ? 1 : 0;
      all.push(...sources);
    }
    await world.live("resume", { plan: { ...calm, sources: [] } });
    const before = await tally(world, all, asked.of, isTold);
    console.log(`${kills} of ${rounds} killed: ${summary(before)}`);
    await pressButtons(world, asked);
    return merged(before, await tally(world, all, asked.of, isTold));
  } finally {
    await world.end();
  }
}

/** The last count, with all that was wrong at any. */
const merged = (before: Tally, after: Tally): Tally => ({
  ...after,
  lost: [...before.lost, ...after.lost],
  doubled: [...before.doubled, ...after.doubled],
  leaks: [...before.leaks, ...after.leaks],
});

/** The totals in one line. */
export function summary(counts: Tally): string {
  const { jobs, done, standing: left, notBegun, lost, doubled, leaks } = counts;
  const troubles = `${lost.length} lost, ${doubled.length} doubled, ${leaks.length} leaks`;
  return `${jobs} jobs, ${done} done, ${left} with a way out, ${notBegun} never begun, ${troubles}`;
}

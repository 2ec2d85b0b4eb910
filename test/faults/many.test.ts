import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { bundleDriver } from "./harness/driverBundle.ts";
import { unfinished } from "./harness/judge.ts";
import { submits } from "./harness/results.ts";
import { makeWorld, sourceBytes } from "./harness/world.ts";
import type { World } from "./harness/world.ts";

const count = 300;
const script = await bundleDriver();
const worlds: World[] = [];
after(() => Promise.all(worlds.map((world) => world.end())));

/** A world with three hundred pictures. */
async function manyPictures(): Promise<{ world: World; sources: string[] }> {
  const world = await makeWorld(script, { source: null });
  worlds.push(world);
  const sources = Array.from({ length: count }, (_, index) => join(world.art, `${index}.png`));
  await Promise.all(sources.map((source) => writeFile(source, sourceBytes)));
  return { world, sources };
}

suite("three hundred jobs", () => {
  test("of a window that is killed in their middle are all finished by the next, each paid once", async () => {
    const { world, sources } = await manyPictures();
    // One has its turn at fal, and it is followed, so that the kill cannot meet a submit without an answer. What is
    // downloaded has had its turn.
    const plan = { sources, concurrency: 1, transfer: "dataUri" } as const;
    const killed = await world.live("run", {
      plan,
      troubles: [{ step: "statusStream", when: "before", what: "kill", skip: count / 2 }],
    });
    assert.ok(killed.wasKilled);
    const early = (await readdir(world.art)).length - count;
    assert.ok(early > count / 4 && early < count, `${early} were done before`);
    const { outcomes } = await world.live("resume", { plan });
    const ends = outcomes.map(({ state, reason }) => reason ?? state);
    assert.deepEqual(new Set(ends), new Set(["done"]));
    assert.equal((await readdir(world.art)).filter((name) => name.includes("@2x")).length, count);
    assert.deepEqual(submits(world.server), { sent: count, processed: count });
    assert.deepEqual(await unfinished(world), []);
  });
});

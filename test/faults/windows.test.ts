import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { LiveWindow } from "../../src/node/liveWindow.ts";
import type { Trouble } from "./driver/plan.ts";
import { bundleDriver } from "./harness/driverBundle.ts";
import type { DriverProcess, Life } from "./harness/driverProcess.ts";
import { assertNoSecrets, assertSubmits, unfinished, wholeOutputs } from "./harness/judge.ts";
import { makeWorld } from "./harness/world.ts";
import type { World } from "./harness/world.ts";

const script = await bundleDriver();
const worlds: World[] = [];
after(() => Promise.all(worlds.map((world) => world.end())));

async function newWorld(jobs = {}): Promise<World> {
  const world = await makeWorld(script, { script: jobs });
  worlds.push(world);
  return world;
}

const ends = ({ outcomes }: Life) =>
  outcomes.map(({ state, reason }) => [state, reason].filter(Boolean).join(" "));

/** For a window that watches a living one, which may be slow to give a sign on a busy machine. */
const patient = { plan: { silence: 10_000 } };

/** One submit, one whole picture, nothing left to do. */
async function assertOnce(world: World): Promise<void> {
  assertSubmits(world, 1, 1);
  assert.deepEqual(await wholeOutputs(world), ["hero@2x.png"]);
  assert.deepEqual(await unfinished(world), []);
  await assertNoSecrets(world);
}

/** A window that stands still at a point, as one in a debugger or on a thrashing machine. */
async function frozenAt(world: World, point: Omit<Trouble, "what" | "times">) {
  const frozen = world.start("run", { troubles: [{ ...point, what: "stop", times: 1 }] });
  await frozen.told("stopping");
  return frozen;
}

/** It goes on, after all. */
async function thaw(world: World, frozen: DriverProcess): Promise<string[]> {
  frozen.signal("SIGCONT");
  const life = await frozen.ended;
  world.lives.push(life);
  return ends(life);
}

suite("a window that stood still while another one took its job over", { concurrency: 3 }, () => {
  for (const point of [
    { step: "initiate", when: "after" },
    { step: "upload", when: "after" },
    { step: "submitting", when: "before" },
  ] as const) {
    test(`does not submit it when it goes on (${point.when} ${point.step})`, async () => {
      const world = await newWorld();
      const frozen = await frozenAt(world, point);
      assert.deepEqual(ends(await world.live("resume")), ["done"]);
      assert.deepEqual(await thaw(world, frozen), ["failed takenOver"]);
      await assertOnce(world);
    });
  }

  test("and said that its submit is unknown, brings it to its end", async () => {
    const world = await newWorld();
    const frozen = await frozenAt(world, { step: "submit", when: "before" });
    assert.deepEqual(ends(await world.live("resume")), ["failed submitUnknown"]);
    assert.deepEqual(await thaw(world, frozen), ["done"]);
    await assertOnce(world);
  });

  test("gives a sign of life again when its own was taken away", async () => {
    const { journal } = await newWorld();
    const window = new LiveWindow(journal, { beat: 10, silence: 1_000 });
    await window.start();
    await rm(join(journal, window.id));
    await until(() => existsSync(join(journal, window.id)));
    await window.stop();
  });
});

/** Waits for a condition, and gives up after a minute. */
async function until(isSo: () => boolean): Promise<void> {
  for (let rounds = 0; !isSo(); rounds++) {
    assert.ok(rounds < 6_000, "it never came");
    await pause(10);
  }
}

suite("several windows", { concurrency: 3 }, () => {
  test("of two that start at once, one takes the dead one's job", async () => {
    const world = await newWorld();
    await world.live("run", { troubles: [{ step: "statusStream", when: "before", what: "kill" }] });
    const lives = await Promise.all([world.live("resume", patient), world.live("resume", patient)]);
    assert.deepEqual(lives.flatMap(ends), ["done"]);
    await assertOnce(world);
  });

  test("one that starts leaves a living one's job alone", async () => {
    const world = await newWorld({ hold: ["running"] });
    const living = world.start("run");
    await world.server.waitForJob({ heldAt: "running:0" });
    assert.deepEqual(ends(await world.live("resume", patient)), []);
    await world.server.release();
    const life = await living.ended;
    world.lives.push(life);
    assert.deepEqual(ends(life), ["done"]);
    await assertOnce(world);
  });
});

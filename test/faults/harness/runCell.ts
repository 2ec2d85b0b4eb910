import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { falFaults } from "../../fal-server/falFaults.ts";
import type { Cell, Expected } from "../cells/cell.ts";
import type { ToldOutcome } from "../driver/plan.ts";
import {
  assertClean,
  assertNoSecrets,
  assertSubmits,
  emptyFiles,
  unfinished,
  wholeOutputs,
} from "./judge.ts";
import { makeWorld } from "./world.ts";
import type { World } from "./world.ts";

/** Plays one cell to its end and asserts the four things about it. */
export async function runCell(cell: Cell, script: string): Promise<void> {
  const world = await makeWorld(script, cell.arrangement);
  try {
    const outcome = await firstEnd(world, cell);
    await judge(world, cell.expected, outcome);
    await goOn(world, cell.expected);
  } finally {
    await world.end();
  }
}

/** The first life with its fault and, where that killed it, the next one without. */
async function firstEnd(
  world: World,
  { step, arrangement }: Cell,
): Promise<ToldOutcome | undefined> {
  if (step === "status") {
    // Nobody polls while a stream tells.
    await world.server.addFault({ route: "statusStream", fault: falFaults.status(404) });
  }
  for (const rule of arrangement.rules ?? []) {
    await world.server.addFault(rule);
  }
  const driver = world.start("run", arrangement);
  if (arrangement.killDuring) {
    await processed(world, arrangement.killDuring);
    driver.signal("SIGKILL");
  }
  const life = await driver.ended;
  world.lives.push(life);
  await world.server.clearFaults();
  await world.server.script({ failure: null });
  await world.server.skipTime(arrangement.isForgottenLater ? 100_000 : 0);
  assert.equal(life.wasKilled, isFatal(arrangement), "whether the driver was killed");
  if (!life.wasKilled) {
    return life.outcomes[0];
  }
  const next = await world.live("resume");
  return next.outcomes[0];
}

const isFatal = ({ troubles = [], killDuring }: Cell["arrangement"]): boolean =>
  killDuring !== undefined || troubles.some(({ what }) => what === "kill");

/** Resolves when the server has done what a call of this route asked for. */
async function processed({ server }: World, route: string): Promise<void> {
  for (let rounds = 0; rounds < 6_000; rounds++) {
    if (server.journal.some((entry) => entry.route === route && entry.processed)) {
      return;
    }
    await pause(10);
  }
  throw new Error(`no ${route} was processed`);
}

/** What stands when the fault is over and nobody has done anything about it. */
async function judge(
  world: World,
  expected: Expected,
  outcome: ToldOutcome | undefined,
): Promise<void> {
  assert.deepEqual(factsOf(outcome), expectedFacts(expected));
  assertSubmits(world, expected.posts, 1);
  await assertOutputs(world, expected);
  assert.equal(
    (await unfinished(world)).length,
    isLeftOver(expected) ? 1 : 0,
    "unfinished records",
  );
  await assertClean(
    world,
    world.lives.some(({ wasKilled }) => wasKilled),
  );
  await assertNoSecrets(world);
}

async function assertOutputs(world: World, expected: Expected): Promise<void> {
  const isDone = expected.state === "done";
  const outputs = isDone ? [expected.output ?? "hero@2x.png"] : [];
  const empty = isDone && expected.empty !== undefined ? [expected.empty] : [];
  assert.deepEqual(await wholeOutputs(world), outputs, "outputs");
  assert.deepEqual(await emptyFiles(world), empty, "empty files");
}

/** Whether a record must be left for the next window: only where the journal could not be written. */
const isLeftOver = (expected: Expected): boolean =>
  expected.state === "done"
    ? expected.isUnfinished === true
    : expected.state === "failed" && expected.later?.command === "resume";

const factsOf = (outcome: ToldOutcome | undefined) =>
  outcome
    ? [outcome.state, outcome.reason, outcome.subject, outcome.wayOut].filter(Boolean)
    : ["nothing"];

const expectedFacts = (expected: Expected) =>
  expected.state === "failed"
    ? ["failed", expected.reason, expected.subject, expected.wayOut].filter(Boolean)
    : [expected.state === "done" && expected.isTold === false ? "nothing" : expected.state];

/** The user does what the job's end offers; with the fault gone that must bring the picture. */
async function goOn(world: World, expected: Expected): Promise<void> {
  if (expected.state !== "failed" || expected.later === undefined) {
    return;
  }
  const { command, posts } = expected.later;
  const life = await world.live(command);
  assert.deepEqual(
    life.outcomes.map(({ state, reason, detail }) => [state, reason, detail]),
    [["done", undefined, undefined]],
    `after ${command}`,
  );
  assertSubmits(world, posts, 2);
  assert.equal((await wholeOutputs(world)).length, 1, "outputs");
  await assertNoSecrets(world);
}

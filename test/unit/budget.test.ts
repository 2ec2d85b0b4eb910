import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Budget } from "../../src/core/budget.ts";
import type { LimitReached, SpendingLimits } from "../../src/core/budget.ts";
import type { Job } from "../../src/core/job.ts";
import { plannedJob } from "../support/fakes.ts";

const none = Number.POSITIVE_INFINITY;

/** Runs work one after the other. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function setUp(limits: Partial<SpendingLimits>, goesOn: boolean, spentToday = 0) {
  const asked: LimitReached[] = [];
  const allowed: (number | undefined)[] = [];
  const day = {
    inTurn: oneByOne(),
    spentToday: async () => allowed.reduce((sum: number, dollars = 0) => sum + dollars, spentToday),
    allow: (_job: Job, dollars: number | undefined) => allowed.push(dollars),
  };
  const run = () =>
    new Budget({
      limits: { perRun: none, perDay: none, ...limits },
      day,
      ask: async (reached) => {
        asked.push(reached);
        return goesOn;
      },
    });
  const budget = run();
  const charge = (...dollars: readonly (number | undefined)[]) =>
    Promise.all(dollars.map((each) => budget.mayCharge(plannedJob(), each)));
  return { asked, allowed, charge, run };
}

suite("Budget", () => {
  test("without limits lets everything go and asks nobody", async () => {
    const { asked, charge } = setUp({}, false);
    assert.deepEqual(await charge(1000, undefined), [true, true]);
    assert.deepEqual(asked, []);
  });

  test("lets go what fits to the cent", async () => {
    const { asked, charge } = setUp({ perRun: 0.3, perDay: 0.3 }, false);
    assert.deepEqual(await charge(0.1, 0.1, 0.1), [true, true, true]);
    assert.deepEqual(asked, []);
  });

  test("stops at the limit of the run, for jobs that came at the same time too", async () => {
    const { asked, allowed, charge } = setUp({ perRun: 2.5 }, false);
    assert.deepEqual(await charge(1, 1, 1, 1), [true, true, false, false]);
    assert.deepEqual(asked, [{ limit: "run", most: 2.5, spent: 2, next: 1 }]);
    assert.deepEqual(allowed, [1, 1]);
  });

  test("once stopped, lets nothing go that would still fit", async () => {
    const { asked, charge } = setUp({ perRun: 2.5 }, false);
    assert.deepEqual(await charge(2, 1, 0.1), [true, false, false]);
    assert.equal(asked.length, 1);
  });

  test("goes on without asking again when the user wants it", async () => {
    const { asked, allowed, charge } = setUp({ perRun: 1, perDay: 3 }, true);
    assert.deepEqual(await charge(1, 1, 1, 1), [true, true, true, true]);
    assert.deepEqual(asked, [{ limit: "run", most: 1, spent: 1, next: 1 }]);
    assert.deepEqual(allowed, [1, 1, 1, 1]);
  });

  test("counts what the day has cost before the run", async () => {
    const { asked, charge } = setUp({ perDay: 5 }, false, 4);
    assert.deepEqual(await charge(1, 1), [true, false]);
    assert.deepEqual(asked, [{ limit: "day", most: 5, spent: 5, next: 1 }]);
  });

  test("a limit of nothing asks before anything is charged", async () => {
    const { asked, charge } = setUp({ perRun: 0 }, false);
    assert.deepEqual(await charge(0.01), [false]);
    assert.deepEqual(asked, [{ limit: "run", most: 0, spent: 0, next: 0.01 }]);
  });

  for (const limits of [{ perRun: 5 }, { perDay: 5 }]) {
    test(`asks before an unknown price with ${JSON.stringify(limits)}`, async () => {
      const { asked, charge } = setUp(limits, true);
      assert.deepEqual(await charge(undefined), [true]);
      assert.deepEqual(
        asked.map(({ next, spent }) => [next, spent]),
        [[undefined, 0]],
      );
    });
  }

  test("asks where nobody can say what the day has cost", async () => {
    const asked: LimitReached[] = [];
    const budget = new Budget({
      limits: { perRun: none, perDay: 5 },
      day: {
        inTurn: oneByOne(),
        spentToday: () => Promise.reject(new Error("a disk")),
        allow: () => undefined,
      },
      ask: async (reached) => {
        asked.push(reached);
        return false;
      },
    });
    assert.equal(await budget.mayCharge(plannedJob(), 1), false);
    assert.deepEqual(asked, [{ limit: "day", most: 5, spent: undefined, next: 1 }]);
  });

  test("two runs at the same time do not both take the last of the day", async () => {
    const { asked, run } = setUp({ perDay: 1 }, false);
    const [first, second] = [run(), run()];
    const answers = await Promise.all([
      first.mayCharge(plannedJob(), 0.9),
      second.mayCharge(plannedJob(), 0.9),
    ]);
    assert.deepEqual(answers, [true, false]);
    assert.deepEqual(asked, [{ limit: "day", most: 1, spent: 0.9, next: 0.9 }]);
  });

  test("does not read the day's figures without a limit for the day", async () => {
    const budget = new Budget({
      limits: { perRun: 5, perDay: none },
      day: {
        inTurn: oneByOne(),
        spentToday: () => assert.fail("it was read"),
        allow: () => undefined,
      },
      ask: () => assert.fail("it was asked"),
    });
    assert.equal(await budget.mayCharge(plannedJob(), 1), true);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Slots } from "../../src/core/slots.ts";

/** Work that lasts until the test ends it, may leave its turn before, and is known to have begun. */
class Work {
  isBegun = false;
  end: () => void = () => undefined;
  leave: () => void = () => undefined;

  readonly run = async (leave: () => void): Promise<void> => {
    this.isBegun = true;
    this.leave = leave;
    await new Promise<void>((resolve) => (this.end = resolve));
  };
}

/** Lets everything happen that can. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const begun = async (works: readonly Work[]): Promise<boolean[]> => {
  await settled();
  return works.map(({ isBegun }) => isBegun);
};
const works = (count: number): Work[] => Array.from({ length: count }, () => new Work());

const entrances = ["whenOneMayStart", "whenOneMaySubmit", "whenDeviceIsFree"] as const;

suite("a pause", () => {
  for (const entrance of entrances) {
    test(`keeps new work from ${entrance} until it ends`, async () => {
      const slots = new Slots(1);
      const [first = new Work(), second = new Work()] = works(2);
      slots.pause();
      const all = [slots[entrance](first.run)];
      assert.deepEqual(await begun([first]), [false]);
      slots.resume();
      assert.deepEqual(await begun([first]), [true]);
      slots.pause();
      all.push(slots[entrance](second.run));
      first.end();
      assert.deepEqual(await begun([second]), [false]);
      slots.resume();
      assert.deepEqual(await begun([second]), [true]);
      second.end();
      await Promise.all(all);
    });
  }

  test("that is followed by another at once lets nothing slip through", async () => {
    const slots = new Slots(1);
    const work = new Work();
    slots.pause();
    const run = slots.whenOneMayStart(work.run);
    await settled();
    slots.resume();
    slots.pause();
    assert.deepEqual(await begun([work]), [false]);
    slots.resume();
    assert.deepEqual(await begun([work]), [true]);
    work.end();
    await run;
  });

  test("does not stop what has begun", async () => {
    const slots = new Slots(1);
    const work = new Work();
    const run = slots.whenOneMaySubmit(work.run);
    await settled();
    slots.pause();
    work.end();
    await run;
    assert.equal(slots.isPaused, true);
  });
});

suite("a turn that is left", () => {
  for (const [entrance, atOnce] of [
    ["whenOneMayStart", 2],
    ["whenOneMaySubmit", 1],
    ["whenDeviceIsFree", 2],
  ] as const) {
    test(`of ${entrance} is the next one's, once`, async () => {
      const slots = new Slots(1);
      const all = works(3);
      const runs = all.map((work) => slots[entrance](work.run));
      const firsts = Array.from({ length: 3 }, (_, index) => index < atOnce);
      assert.deepEqual(await begun(all), firsts);
      all[0]?.leave();
      all[0]?.end();
      assert.deepEqual(await begun(all), [true, true, atOnce > 1]);
      all[1]?.leave();
      assert.deepEqual(await begun(all), [true, true, true]);
      all.forEach((work) => work.end());
      await Promise.all(runs);
    });
  }

  test("lets no more begin than may be under way", async () => {
    const slots = new Slots(1);
    const all = works(4);
    const runs = all.map((work) => slots.whenOneMayStart(work.run));
    for (const work of all) {
      await settled();
      work.leave();
    }
    assert.deepEqual(await begun(all), [true, true, true, false]);
    all[1]?.end();
    assert.deepEqual(await begun(all), [true, true, true, true]);
    all.forEach((work) => work.end());
    await Promise.all(runs);
  });

  test("gives no bytes back before the end", async () => {
    const slots = new Slots(1, 100);
    const all = works(2);
    const runs = all.map((work) => slots.whenOneMayStart(work.run, () => 100));
    await settled();
    all[0]?.leave();
    assert.deepEqual(await begun(all), [true, false]);
    all[0]?.end();
    assert.deepEqual(await begun(all), [true, true]);
    all[1]?.end();
    await Promise.all(runs);
  });
});

suite("a place in the line for fal", () => {
  test("is ahead of its turn while as many as may be submitted come before it", () => {
    const slots = new Slots(2);
    const places = [slots.takePlace(), slots.takePlace(), slots.takePlace()];
    assert.deepEqual(
      places.map(({ isAhead }) => isAhead),
      [false, false, true],
    );
    // One that is left twice was one place.
    places[0]?.leave();
    places[0]?.leave();
    assert.equal(slots.takePlace().isAhead, true);
    places[1]?.leave();
    places[2]?.leave();
    assert.equal(slots.takePlace().isAhead, false);
  });
});

suite("the bytes of jobs under way", () => {
  test("keep large ones from running together, though there are slots", async () => {
    const slots = new Slots(40, 100);
    const [a = new Work(), b = new Work(), c = new Work(), ...rest] = works(3);
    assert.deepEqual(rest, []);
    const runs = [a, b, c].map((work) => slots.whenOneMayStart(work.run, () => 50));
    assert.deepEqual(await begun([a, b, c]), [true, true, false]);
    a.end();
    assert.deepEqual(await begun([c]), [true]);
    [b, c].forEach((work) => work.end());
    await Promise.all(runs);
  });

  test("count for the cloud and the device together", async () => {
    const slots = new Slots(2, 100);
    const [a = new Work(), b = new Work()] = works(2);
    const first = slots.whenOneMayStart(a.run, () => 80);
    await settled();
    const runs = [first, slots.whenDeviceIsFree(b.run, async () => 80)];
    assert.deepEqual(await begun([a, b]), [true, false]);
    a.end();
    assert.deepEqual(await begun([b]), [true]);
    b.end();
    await Promise.all(runs);
  });

  test("let one that is larger than all run alone, and those behind it come later", async () => {
    const slots = new Slots(40, 100);
    const [small = new Work(), huge = new Work(), tiny = new Work()] = works(3);
    const runs = [
      slots.whenOneMayStart(small.run, () => 10),
      slots.whenOneMayStart(huge.run, () => 1000),
      slots.whenOneMayStart(tiny.run, () => 1),
    ];
    assert.deepEqual(await begun([small, huge, tiny]), [true, false, false]);
    small.end();
    assert.deepEqual(await begun([huge, tiny]), [true, false]);
    huge.end();
    assert.deepEqual(await begun([tiny]), [true]);
    tiny.end();
    await Promise.all(runs);
  });

  test("are given back by what fails", async () => {
    const slots = new Slots(1, 100);
    const failing = slots.whenOneMayStart(
      () => Promise.reject(new Error("no")),
      () => 100,
    );
    await assert.rejects(failing, /no/);
    await slots.whenOneMayStart(
      async () => undefined,
      () => 100,
    );
  });

  test("do not stand in the way of a submit, whose job has its room already", async () => {
    const slots = new Slots(1, 100);
    const [submit = new Work(), other = new Work()] = works(2);
    const runs = [
      slots.whenOneMayStart(
        async () => {
          await settled();
          await slots.whenOneMaySubmit(submit.run);
        },
        () => 100,
      ),
      slots.whenOneMayStart(other.run, () => 100),
    ];
    await settled();
    assert.deepEqual(await begun([submit, other]), [true, false]);
    submit.end();
    assert.deepEqual(await begun([other]), [true]);
    other.end();
    await Promise.all(runs);
  });
});

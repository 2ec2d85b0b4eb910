import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Job, Output } from "../../src/core/job.ts";
import { Ledger } from "../../src/core/ledger.ts";
import { ledgerLine, parseLedgerLine } from "../../src/core/ledgerEntry.ts";
import type { UpscaleOptions } from "../../src/core/options.ts";
import {
  InMemoryRecords,
  clarityOptions,
  deviceOptions,
  plannedJob,
  request,
} from "../support/fakes.ts";

const noon = (day: number, month = 11): number => new Date(2026, month - 1, day, 12).getTime();

const output = (changes: Partial<Output> = {}): Output => ({
  uri: "file:///art/hero@2x.png",
  name: "hero@2x.png",
  width: 2000,
  height: 1000,
  byteLength: 5,
  hash: "made",
  sourceHash: "source",
  sourceChanged: false,
  ...changes,
});

const inCloud = (requestId: string, changes: Partial<Job> = {}): Job => ({
  ...plannedJob(),
  submitted: { request: { ...request, requestId } },
  ...changes,
});

const onDevice = (): Job => plannedJob("hero.png", { options: deviceOptions });

/** A ledger over `lines`, read. */
async function ledgerOf(...lines: readonly string[]) {
  const records = new InMemoryRecords();
  records.ledger.push(...lines);
  const ledger = new Ledger(records);
  await ledger.update();
  return { ledger, records };
}

const nearly = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

suite("a line of the ledger", () => {
  test("says what is needed when the job is long forgotten", () => {
    const planned = { at: noon(2), version: "1.2.3" };
    const job = inCloud("r-7", { dollarsPerMegapixel: 0.05, planned });
    const line = ledgerLine(noon(3), job, output({ seed: 9, units: 4 }));
    assert.deepEqual(parseLedgerLine(line), {
      at: noon(3),
      charge: "r-7",
      job: job.id,
      request: { ...request, requestId: "r-7" },
      version: "1.2.3",
      name: "hero@2x.png",
      options: clarityOptions,
      sourceHash: "source",
      outputHash: "made",
      seed: 9,
      width: 2000,
      height: 1000,
      units: 4,
      dollars: 0.2,
    });
  });

  test("of an older version is priced at list price", () => {
    const entry = parseLedgerLine(
      JSON.stringify({
        date: "2026-10-01T10:00:00.000Z",
        source: "s",
        endpoint: request.endpointId,
        options: clarityOptions,
        width: 2000,
        height: 1000,
      }),
    );
    nearly(entry?.dollars ?? 0, 0.06);
    assert.equal(entry?.charge, undefined);
  });

  test("that stands behind one that was cut off is read", () => {
    const whole = ledgerLine(noon(3), inCloud("r-7"), output({ name: 'a{"date":.png' }));
    const cut = ledgerLine(noon(2), inCloud("r-6"), output()).slice(0, 80);
    assert.equal(parseLedgerLine(cut + whole)?.charge, "r-7");
  });

  for (const [name, broken] of [
    ["nothing", ""],
    ["no JSON", "{date"],
    ["a value", "7"],
    ["no date", JSON.stringify({ options: clarityOptions })],
    ["no day", JSON.stringify({ date: "yesterday", options: clarityOptions })],
    ["no options", JSON.stringify({ date: "2026-10-01T10:00:00.000Z" })],
    [
      "money that is none",
      JSON.stringify({ date: "2026-10-01T10:00:00.000Z", options: clarityOptions, dollars: -5 }),
    ],
  ] as const) {
    test(`with ${name} is no entry`, () => {
      assert.equal(parseLedgerLine(broken), undefined);
    });
  }
});

suite("Ledger", () => {
  const seed = (value: number | null): UpscaleOptions => ({ ...clarityOptions, seed: value });

  for (const [name, done, asked, expected] of [
    ["the same options", clarityOptions, clarityOptions, true],
    ["another factor", clarityOptions, { ...clarityOptions, scale: 3 }, false],
    ["another model", deviceOptions, clarityOptions, false],
    ["other words", clarityOptions, { ...clarityOptions, prompt: "q" }, false],
    ["any seed, when none is asked for", seed(5), seed(null), true],
    ["the seed that is asked for", seed(5), seed(5), true],
    ["the seed that the model had chosen", seed(null), seed(9), true],
    ["another seed", seed(5), seed(6), false],
    ["the same on this device", deviceOptions, deviceOptions, true],
    [
      "other options in another order",
      deviceOptions,
      { denoise: "never", scale: 2, model: "device-standard" },
      false,
    ],
    [
      "the same options in another order",
      deviceOptions,
      { denoise: "auto", scale: 2, model: "device-standard" },
      true,
    ],
  ] as const) {
    test(`a source that was done with ${name} is ${expected ? "done" : "still to be done"}`, async () => {
      const made = output({ seed: done.model === "clarity" ? (done.seed ?? 9) : undefined });
      const { ledger } = await ledgerOf(ledgerLine(noon(1), inCloud("r", { options: done }), made));
      assert.equal(ledger.isDone("source", asked), expected);
      assert.equal(ledger.isDone("another", asked), false);
    });
  }

  test("knows what it made by its bytes", async () => {
    const { ledger } = await ledgerOf(ledgerLine(noon(1), onDevice(), output()));
    assert.equal(ledger.isOurs("made"), true);
    assert.equal(ledger.isOurs("source"), false);
  });

  test("sums today and this month, and lists every job, the newest first", async () => {
    const { ledger } = await ledgerOf(
      ledgerLine(noon(30, 10), inCloud("r-1"), output({ units: 10 })),
      ledgerLine(noon(1), inCloud("r-2"), output({ units: 2 })),
      ledgerLine(noon(5), inCloud("r-3"), output()),
      ledgerLine(noon(5), onDevice(), output()),
    );
    const { today, month, jobs } = ledger.spending(noon(5));
    assert.deepEqual([today.paid, today.free, today.isEstimate], [1, 1, true]);
    assert.deepEqual([month.paid, month.free, month.units], [2, 1, 2]);
    nearly(today.dollars, 0.06);
    nearly(month.dollars, 0.12);
    assert.deepEqual(
      jobs.map(({ at }) => at),
      [noon(5), noon(5), noon(1), noon(30, 10)],
    );
  });

  test("a day ends at midnight where the user is", async () => {
    const lastMoment = new Date(2026, 10, 5, 23, 59, 59, 999).getTime();
    const { ledger } = await ledgerOf(ledgerLine(lastMoment, inCloud("r"), output()));
    assert.equal(ledger.spending(noon(5)).today.paid, 1);
    assert.equal(ledger.spending(lastMoment + 1).today.paid, 0);
    assert.equal(ledger.spending(noon(5, 12)).month.paid, 0);
  });

  test("what was counted as exact is no estimate", async () => {
    const { ledger } = await ledgerOf(ledgerLine(noon(5), inCloud("r"), output({ units: 1 })));
    assert.equal(ledger.spending(noon(5)).today.isEstimate, false);
  });

  test("a job that was written down twice counts once", async () => {
    const job = inCloud("r");
    const line = ledgerLine(noon(5), job, output());
    const { ledger } = await ledgerOf(line, line, ledgerLine(noon(5) + 1, job, output()));
    assert.equal(ledger.spending(noon(5)).today.paid, 1);
  });

  test("a job that was submitted again was paid for again", async () => {
    const job = inCloud("r-1");
    const again = inCloud("r-2", { id: job.id });
    const { ledger } = await ledgerOf(
      ledgerLine(noon(5), job, output()),
      ledgerLine(noon(5), again, output()),
    );
    assert.equal(ledger.spending(noon(5)).today.paid, 2);
  });

  test("broken lines hide no other", async () => {
    const { ledger } = await ledgerOf("{", ledgerLine(noon(5), inCloud("r"), output()), "null");
    assert.equal(ledger.spending(noon(5)).jobs.length, 1);
  });

  test("reads only what is new", async () => {
    const { ledger, records } = await ledgerOf(ledgerLine(noon(5), inCloud("r-1"), output()));
    const [kept] = ledger.spending(noon(5)).jobs;
    records.ledger.push(ledgerLine(noon(5) - 1, inCloud("r-2"), output()));
    assert.equal(ledger.spending(noon(5)).jobs.length, 1);
    await ledger.update();
    assert.equal(ledger.spending(noon(5)).jobs.length, 2);
    assert.equal(ledger.spending(noon(5)).jobs[0], kept);
  });

  test("a line that is being written is read when it is whole", async () => {
    const line = ledgerLine(noon(5), inCloud("r-1"), output());
    let text = line.slice(0, 50);
    const ledger = new Ledger({ readLedger: async () => text });
    await ledger.update();
    assert.equal(ledger.spending(noon(5)).jobs.length, 0);
    text = `${line}\n`;
    await ledger.update();
    assert.equal(ledger.spending(noon(5)).jobs.length, 1);
  });

  test("a ledger that was deleted and begun anew is read anew", async () => {
    const { ledger, records } = await ledgerOf(
      ledgerLine(noon(5), inCloud("r-1"), output({ hash: "old" })),
    );
    records.ledger.length = 0;
    await ledger.update();
    assert.equal(ledger.isOurs("old"), false);
    records.ledger.push(ledgerLine(noon(5), inCloud("r-2"), output({ hash: "first" })));
    await ledger.update();
    records.ledger.splice(
      0,
      1,
      ...["a", "b"].map((hash) => ledgerLine(noon(6), inCloud(hash), output({ hash }))),
    );
    await ledger.update();
    assert.deepEqual(
      ["old", "first", "a", "b"].map((hash) => ledger.isOurs(hash)),
      [false, false, true, true],
    );
  });
});

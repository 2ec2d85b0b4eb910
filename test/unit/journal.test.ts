import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import type { Job, JobOutcome } from "../../src/core/job.ts";
import { parseRecord } from "../../src/core/jobRecord.ts";
import { Journal } from "../../src/core/journal.ts";
import { InMemoryRecords, plannedJob, request } from "../support/fakes.ts";

const submitted = { request, source: { width: 1, height: 1, hash: "s" } };
const all = async () => true;

/** Windows that share one journal; `gone` says which are. */
function setUp() {
  const records = new InMemoryRecords();
  const gone = new Set<string>();
  let now = 1000;
  const window = (id: string) =>
    new Journal(records, { id, isGone: async (other) => gone.has(other) }, () => now++);
  return { records, gone, window };
}

const done = (job: Job): JobOutcome => ({
  state: "done",
  job,
  output: {
    uri: "file:///o",
    name: "o",
    width: 2,
    height: 2,
    byteLength: 5,
    hash: "h",
    seed: 9,
    units: 4.2,
    sourceChanged: false,
  },
});

suite("Journal", () => {
  test("a job is one file that follows its steps", async () => {
    const { records, window } = setUp();
    const job = plannedJob();
    const a = window("a");
    for (const step of ["planned", "submitting"] as const) {
      await a.record(job, step);
      assert.equal(parseRecord([...records.folders.unfinished.values()][0] ?? "")?.step, step);
    }
    await a.record({ ...job, submitted }, "submitted");
    const [text = ""] = records.folders.unfinished.values();
    assert.deepEqual(parseRecord(text)?.job.submitted, submitted);
    assert.equal(records.folders.unfinished.size, 1);
  });

  test("a window leaves the jobs of a living one alone, and takes those of one that is gone", async () => {
    const { gone, window } = setUp();
    const [a, b] = [window("a"), window("b")];
    const job = { ...plannedJob(), submitted };
    await a.record(job, "submitted");
    assert.deepEqual(await b.adopt(all), []);
    gone.add("a");
    assert.deepEqual(
      (await b.adopt(all)).map((record) => [record.step, record.job]),
      [["submitted", job]],
    );
    assert.deepEqual([await a.owns(job), await b.owns(job)], [false, true]);
  });

  test("a window knows whether others have jobs that they may leave behind", async () => {
    const { window } = setUp();
    await window("a").record(plannedJob(), "planned");
    assert.deepEqual(
      [await window("a").othersHaveJobs(), await window("b").othersHaveJobs()],
      [false, true],
    );
  });

  test("of two windows that want a job only one gets it", async () => {
    const { gone, window } = setUp();
    await window("a").record(plannedJob(), "planned");
    gone.add("a");
    const taken = await Promise.all([window("b").adopt(all), window("c").adopt(all)]);
    assert.deepEqual(taken.map((records) => records.length).toSorted(), [0, 1]);
  });

  test("a job that is not wanted stays for another window", async () => {
    const { gone, window } = setUp();
    await window("a").record(plannedJob(), "planned");
    gone.add("a");
    assert.deepEqual(await window("b").adopt(async () => false), []);
    assert.equal((await window("c").adopt(all)).length, 1);
  });

  for (const [what, text] of [
    ["a broken record", '{"version":1,'],
    ["a record of a newer version", JSON.stringify({ version: 2, job: { id: "x" } })],
    ["an empty file", ""],
  ] as const) {
    test(`${what} is left alone`, async () => {
      const { records, gone, window } = setUp();
      records.folders.unfinished.set("x.a.json", text);
      gone.add("a");
      assert.deepEqual(await window("b").adopt(all), []);
      assert.equal(records.folders.unfinished.get("x.a.json"), text);
    });
  }

  test("a record under another job's name is not believed", async () => {
    const { records, gone, window } = setUp();
    await window("a").record(plannedJob(), "planned");
    const [text = ""] = records.folders.unfinished.values();
    records.folders.unfinished.clear();
    records.folders.unfinished.set(`${crypto.randomUUID()}.a.json`, text);
    gone.add("a");
    assert.deepEqual(await window("b").adopt(all), []);
  });

  test("a request id that leads elsewhere is not believed", async () => {
    const { gone, window } = setUp();
    const evil = { ...submitted, request: { ...request, requestId: "../../x" } };
    await window("a").record({ ...plannedJob(), submitted: evil }, "submitted");
    gone.add("a");
    assert.deepEqual(await window("b").adopt(all), []);
  });

  test("a done job leaves the unfinished and enters the ledger", async () => {
    const { records, window } = setUp();
    const a = window("a");
    const job = { ...plannedJob(), submitted };
    await a.record(job, "submitted");
    await a.end(done(job));
    assert.equal(records.folders.unfinished.size, 0);
    assert.deepEqual(
      (await a.ended()).map(({ end }) => end?.state),
      ["done"],
    );
    const [line = ""] = records.ledger;
    const { date, ...facts } = JSON.parse(line);
    assert.ok(Number.isFinite(Date.parse(date)));
    assert.deepEqual(facts, {
      job: job.id,
      request: request.requestId,
      name: "o",
      source: "s",
      output: "h",
      endpoint: request.endpointId,
      options: job.options,
      seed: 9,
      units: 4.2,
      dollars: 0.126,
      width: 2,
      height: 2,
    });
  });

  test("the unfinished jobs of all windows can be read", async () => {
    const { records, window } = setUp();
    const [first, second] = [plannedJob(), plannedJob()];
    await window("a").record(first, "planned");
    await window("b").record({ ...second, submitted }, "submitted");
    records.folders.unfinished.set("broken.c.json", "{");
    const unfinished = await window("c").unfinished();
    assert.deepEqual(
      unfinished.map(({ job, step }) => [job.id, step]),
      [
        [first.id, "planned"],
        [second.id, "submitted"],
      ],
    );
  });

  test("how a job failed can be read again", async () => {
    const { window } = setUp();
    const a = window("a");
    await a.end({
      state: "failed",
      job: plannedJob(),
      error: new UpscaleError("rejected", { subject: "prompt", detail: "no", ended: true }),
    });
    const [{ end } = {}] = await a.ended();
    assert.deepEqual(end, {
      state: "failed",
      reason: "rejected",
      subject: "prompt",
      detail: "no",
      ended: true,
    });
  });

  test("a job that runs again is unfinished again", async () => {
    const { records, window } = setUp();
    const a = window("a");
    const job = plannedJob();
    await a.end({ state: "failed", job, error: new UpscaleError("offline") });
    await a.record(job, "planned");
    assert.deepEqual([records.folders.unfinished.size, records.folders.ended.size], [1, 0]);
  });

  test("of many jobs all are written down, or none and their earlier ends stay", async () => {
    const { records, window } = setUp();
    const a = window("a");
    const jobs = Array.from({ length: 50 }, () => plannedJob());
    const [again, last] = [jobs[0] ?? assert.fail(), jobs.at(-1) ?? assert.fail()];
    await a.end({ state: "failed", job: again, error: new UpscaleError("offline") });
    const write = records.write.bind(records);
    records.write = (folder, name, text) =>
      name.startsWith(last.id) ? Promise.reject(new Error("EMFILE")) : write(folder, name, text);
    await assert.rejects(a.begin(jobs), /EMFILE/);
    assert.deepEqual([records.folders.unfinished.size, records.folders.ended.size], [0, 1]);
    records.write = write;
    await a.begin(jobs);
    assert.deepEqual([records.folders.unfinished.size, records.folders.ended.size], [50, 0]);
  });

  test("what was read of a job before it is taken over does not count", async () => {
    const { gone, window } = setUp();
    const [a, b] = [window("a"), window("b")];
    const job = plannedJob();
    await a.record(job, "planned");
    gone.add("a");
    const adopted = await b.adopt(async () => {
      // The window stood still only, and goes on now.
      await a.record(job, "submitting");
      assert.ok(await a.owns(job));
      return true;
    });
    assert.deepEqual(
      adopted.map(({ step }) => step),
      ["submitting"],
    );
  });

  test("a job that cannot be taken over stays, and keeps nobody from the others", async () => {
    const { records, gone, window } = setUp();
    const jobs = [plannedJob(), plannedJob(), plannedJob()];
    await window("a").begin(jobs);
    gone.add("a");
    const rename = records.rename.bind(records);
    records.rename = (folder, from, to) =>
      from.startsWith(jobs[1]?.id ?? "")
        ? Promise.reject(new Error("EPERM"))
        : rename(folder, from, to);
    const troubles: unknown[] = [];
    const b = window("b");
    assert.equal((await b.adopt(all, (error) => troubles.push(error))).length, 2);
    assert.equal(troubles.length, 1);
    records.rename = rename;
    assert.equal((await b.adopt(all)).length, 1);
  });

  test("a job that is done, or under way in another window, does not run again", async () => {
    const { window } = setUp();
    const [a, b] = [window("a"), window("b")];
    const job = plannedJob();
    await a.end({ state: "failed", job, error: new UpscaleError("offline") });
    assert.deepEqual(await b.runnable(job), job);
    await a.begin([job]);
    assert.equal(await b.runnable(job), undefined);
    assert.deepEqual(await a.runnable(job), job);
    await a.end(done({ ...job, submitted }));
    assert.deepEqual([await a.runnable(job), await b.runnable(job)], [undefined, undefined]);
  });

  test("a job whose later attempt may be paid for is only fetched by an older button", async () => {
    const { window } = setUp();
    const a = window("a");
    const job = plannedJob();
    const paid = { ...job, submitted };
    await a.end({ state: "failed", job: paid, error: new UpscaleError("timedOut") });
    assert.deepEqual(await a.runnable(job), paid);
  });

  test("the newest two hundred stay, the ledger keeps all", async () => {
    const { records, window } = setUp();
    const a = window("a");
    const jobs = Array.from({ length: 205 }, () => plannedJob());
    for (const job of jobs) {
      await a.end(done(job));
    }
    await a.prune();
    assert.deepEqual(
      (await a.ended()).map(({ job }) => job.id),
      jobs
        .slice(5)
        .map(({ id }) => id)
        .toReversed(),
    );
    assert.equal(records.ledger.length, 205);
  });

  test("a result that may be paid for is never pruned away", async () => {
    const { window } = setUp();
    const a = window("a");
    const paid = { ...plannedJob(), submitted };
    await a.end({ state: "failed", job: paid, error: new UpscaleError("timedOut") });
    for (let count = 0; count < 205; count++) {
      await a.end(done(plannedJob()));
    }
    await a.prune();
    const kept = await a.ended();
    assert.deepEqual([kept.length, kept.at(-1)?.job.id], [201, paid.id]);
  });

  test("no picture and no key is ever written down", async () => {
    const { records, window } = setUp();
    const a = window("a");
    await a.record({ ...plannedJob(), submitted }, "submitted");
    await a.end(done({ ...plannedJob(), submitted }));
    const texts = [
      ...records.folders.unfinished.values(),
      ...records.folders.ended.values(),
      ...records.ledger,
    ];
    assert.ok(texts.every((text) => !/data:|https?:|Key /.test(text)));
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import type { Job, Output } from "../../src/core/job.ts";
import { parseRecord, writeRecord } from "../../src/core/jobRecord.ts";
import { Ledger } from "../../src/core/ledger.ts";
import { ledgerLine } from "../../src/core/ledgerEntry.ts";
import type { PictureFinisher } from "../../src/core/pictureFinisher.ts";
import type { Provenance } from "../../src/core/provenance.ts";
import { fieldsOf } from "../../src/core/provenanceFields.ts";
import { provenanceFrom } from "../../src/core/provenanceFrom.ts";
import { runJob } from "../../src/core/runJob.ts";
import { finisher } from "../support/finisher.ts";
import {
  FakeJournal,
  InMemoryFiles,
  InMemoryRecords,
  clarityOptions,
  deviceOnly,
  deviceOptions,
  image,
  plannedJob,
  request,
  samePictures,
} from "../support/fakes.ts";
import {
  delivered,
  finish,
  finishingJob,
  outputUri,
  source,
  sourceUri,
  submitted,
} from "../support/finishingJob.ts";

const planned = { at: Date.UTC(2026, 10, 22), version: "1.2.3" };
const telling: FinishOptions = { ...finish, embedProvenance: true };

/** What a result is to say, where a finisher makes `telling` of it. */
async function spy(changes: Partial<PictureFinisher> = {}) {
  const told = await image(64, 44);
  const asked: Provenance[] = [];
  const pictures = {
    writeProvenance: async (_image: unknown, made: Provenance) => {
      asked.push(made);
      return told;
    },
    ...changes,
  };
  return { told, asked, pictures };
}

const made: Provenance = {
  options: clarityOptions,
  seed: 7,
  request,
  sourceHash: submitted.source.hash,
  ...planned,
};

async function outputOf(run: ReturnType<typeof runJob>): Promise<Output> {
  const outcome = await run;
  assert.ok(outcome.state === "done", JSON.stringify(outcome));
  return outcome.output;
}

suite("a job whose result says how it was made", () => {
  test("has it written into the file that is saved", async () => {
    const { told, asked, pictures } = await spy();
    const { files, run } = finishingJob(pictures, { finish: telling, planned });
    const output = await outputOf(run());
    assert.deepEqual(asked, [made]);
    assert.equal(files.contents.get(outputUri), told.bytes);
    assert.equal(output.remarks, undefined);
  });

  test("says the same when it is taken up again after its submit, from its record", async () => {
    const { asked, pictures } = await spy();
    const job = plannedJob("hero.png", { finish: telling, planned, submitted });
    const record = parseRecord(writeRecord({ at: 1, step: "submitted", job }));
    await outputOf(finishingJob(pictures, record?.job).run());
    assert.deepEqual(asked, [made]);
  });

  test("is not written twice when it was interrupted behind its writing", async () => {
    const { files, run } = finishingJob(finisher, { finish: telling, planned, submitted });
    const [first, again] = [await outputOf(run()), await outputOf(run())];
    assert.deepEqual([first.uri, again.uri], [outputUri, outputUri]);
    assert.equal(files.contents.size, 2);
  });

  test("says so where its source has changed and it is saved as it came", async () => {
    const { told, pictures } = await spy();
    const { files, run } = finishingJob(pictures, { finish: telling, planned, submitted });
    files.contents.set(sourceUri, delivered.bytes);
    await outputOf(run());
    assert.equal(files.contents.get(outputUri), told.bytes);
  });

  test("is saved without, and says that, where it cannot be written", async () => {
    const failing = { writeProvenance: () => Promise.reject(new Error("no memory")) };
    for (const writeProvenance of [failing.writeProvenance, async () => undefined]) {
      const { files, run } = finishingJob({ writeProvenance }, { finish: telling, planned });
      const output = await outputOf(run());
      assert.deepEqual(output.remarks, [{ kind: "untold" }]);
      assert.equal(files.contents.get(outputUri), delivered.bytes);
    }
  });

  test("is not saved after the user's no", async () => {
    const { files, user, run } = finishingJob(
      {
        writeProvenance: async (_image, _made, signal) => {
          user.abort();
          return signal.throwIfAborted() ?? delivered;
        },
      },
      { finish: telling },
    );
    assert.equal((await run()).state, "cancelled");
    assert.equal(files.contents.get(outputUri), undefined);
  });

  test("on this device has no request and no seed", async () => {
    const { told, asked, pictures } = await spy();
    const files = new InMemoryFiles({ [sourceUri]: source.bytes });
    const device: Partial<Job> = { options: deviceOptions, planned };
    // Nothing is delivered there that could stay untouched.
    for (const outputFormat of ["source", "asDelivered"] as const) {
      const job = plannedJob("hero.png", { ...device, finish: { ...telling, outputFormat } });
      const run = runJob(job, {
        backends: deviceOnly({ upscale: async () => ({ image: delivered, seed: undefined }) }),
        pictures: samePictures(pictures),
        files,
        signal: new AbortController().signal,
        journal: new FakeJournal(),
        onJournalTrouble: (error) => assert.fail(String(error)),
        deadline: 60_000,
        offlinePause: 1,
        whenSlotIsFree: (work) => work(),
        onProgress: () => {},
      });
      assert.equal(files.contents.get((await outputOf(run)).uri), told.bytes);
    }
    const { seed: _seed, request: _request, ...others } = made;
    const here = { ...others, options: deviceOptions, seed: undefined, request: undefined };
    assert.deepEqual(asked, [here, here]);
  });
});

suite("not one byte of a result says how it was made", () => {
  const quiet: Readonly<Record<string, FinishOptions | undefined>> = {
    "where that is off": { ...finish, embedProvenance: false },
    "in a job that says nothing about it": finish,
    "in a job of a version that finished nothing": undefined,
    "where it is wanted just as fal.ai sends it": { ...telling, outputFormat: "asDelivered" },
  };
  for (const [when, options] of Object.entries(quiet)) {
    test(when, async () => {
      const writeProvenance = () => assert.fail("it is to say nothing");
      const { files, run } = finishingJob({ writeProvenance }, { finish: options, planned });
      await outputOf(run());
      assert.equal(files.contents.get(outputUri), delivered.bytes);
    });
  }
});

suite("the ledger", () => {
  test("knows it of every result by its bytes, as the file would say it", async () => {
    const records = new InMemoryRecords();
    const output: Output = {
      uri: outputUri,
      name: "hero@2x.png",
      width: 64,
      height: 40,
      byteLength: 9,
      hash: "made",
      seed: 7,
      sourceHash: submitted.source.hash,
      sourceChanged: false,
    };
    records.ledger.push(
      ledgerLine(planned.at, plannedJob("hero.png", { planned, submitted }), output),
    );
    const ledger = new Ledger(records);
    await ledger.update();
    assert.equal(ledger.provenance("another"), undefined);
    const known = ledger.provenance("made");
    assert.ok(known);
    assert.deepEqual(provenanceFrom(fieldsOf(known)), provenanceFrom(fieldsOf(made)));
  });
});

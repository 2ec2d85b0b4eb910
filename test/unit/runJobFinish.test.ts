import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { DeviceWork, RequestStatus } from "../../src/core/backend.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import { sha256 } from "../../src/core/hash.ts";
import { parseRecord, toEnd, writeRecord } from "../../src/core/jobRecord.ts";
import type { PictureFinisher } from "../../src/core/pictureFinisher.ts";
import { runJob } from "../../src/core/runJob.ts";
import {
  FakeJournal,
  InMemoryFiles,
  deviceOnly,
  deviceOptions,
  image,
  plannedJob,
} from "../support/fakes.ts";
import {
  delivered,
  finish,
  finished,
  finishingJob,
  outputUri,
  source,
  sourceUri,
  submitted,
} from "../support/finishingJob.ts";

const opaque = await image(32, 20);
const finishes: Partial<PictureFinisher> = {
  finish: async () => ({ image: finished, remarks: [] }),
};

suite("what is sent", () => {
  test("is the prepared picture", async () => {
    const { backend, run } = finishingJob({ prepare: async () => opaque });
    const sent: unknown[] = [];
    Object.assign(backend, {
      handOver: async (picture: unknown) => {
        sent.push(picture);
        return "data:";
      },
    });
    assert.equal((await run()).state, "done");
    assert.deepEqual(sent, [opaque]);
  });

  test("a source that cannot be prepared is refused before anything is sent", async () => {
    const { backend, run } = finishingJob({
      prepare: () => Promise.reject(new UpscaleError("badSource", { subject: "cmyk" })),
    });
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.subject, "cmyk");
    assert.deepEqual(backend.calls, []);
  });

  test("the facts about the source are those of its file", async () => {
    const { run } = finishingJob({ prepare: async () => opaque });
    const outcome = await run();
    assert.deepEqual(outcome.job.submitted?.source, submitted.source);
  });
});

suite("what finishes a result", () => {
  const line = { percent: 50, lines: [] };
  const statuses: readonly RequestStatus[] = [
    { phase: "queued", ahead: 1, lines: [] },
    { phase: "running", ...line },
    { phase: "running", ...line },
    { phase: "downloading" },
  ];
  const kind = { format: "png", isLossy: false, hasAlpha: false };
  const once = [kind, finish];
  for (const [which, changes, asked] of [
    ["is made ready when fal begins and when it is done", {}, [[], once, [], once]],
    ["is not, for a source that nobody looked at", { submitted }, [[], [], [], []]],
    ["is not, where nothing is finished", { finish: undefined }, [[], [], [], []]],
  ] as const) {
    test(which, async () => {
      let ready: unknown[] = [];
      const { backend, run } = finishingJob(
        { getReady: (...args) => void (ready = args.slice(0, 2)) },
        changes,
      );
      const after: unknown[][] = [];
      const follow = backend.follow.bind(backend);
      backend.follow = (...followed) => {
        for (const status of statuses) {
          ready = [];
          followed[1](status);
          after.push(ready);
        }
        return follow(...followed);
      };
      assert.equal((await run()).state, "done");
      assert.deepEqual(after, asked);
    });
  }
});

suite("what is written", () => {
  test("is the finished picture, with what is to be said about it", async () => {
    const asked: unknown[] = [];
    const { files, run } = finishingJob({
      finish: async (...args) => {
        asked.push(args.slice(0, 3));
        return { image: finished, remarks: [{ kind: "eightBits" }] };
      },
    });
    const outcome = await run();
    assert.ok(outcome.state === "done");
    assert.deepEqual(outcome.output.remarks, [{ kind: "eightBits" }]);
    assert.equal(outcome.output.hash, await sha256(finished.bytes));
    assert.deepEqual(files.contents.get(outputUri), finished.bytes);
    assert.deepEqual(asked, [[delivered, source, finish]]);
  });

  test("has the extension of its own format", async () => {
    const { run } = finishingJob({
      finish: async () => ({ image: { ...finished, format: "webp" }, remarks: [] }),
    });
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x.webp");
  });

  const troubles = {
    "memory is short": new RangeError("Array buffer allocation failed"),
    "a thread dies": Object.assign(new Error("a picture thread died"), { name: "ThreadError" }),
    "the result cannot be decoded": new UpscaleError("badSource", { subject: "damaged" }),
  };
  for (const [trouble, error] of Object.entries(troubles)) {
    test(`is what was delivered when ${trouble}, and this is said`, async () => {
      const { files, run } = finishingJob({ finish: () => Promise.reject(error) });
      const outcome = await run();
      assert.ok(outcome.state === "done");
      assert.deepEqual(files.contents.get(outputUri), delivered.bytes);
      assert.deepEqual(outcome.output.remarks, [{ kind: "asDelivered", detail: String(error) }]);
    });
  }

  test("is what was delivered when the job's time is over meanwhile", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const { files, run } = finishingJob({
      finish: async (_result, _source, _options, signal) => {
        context.mock.timers.tick(60_000);
        throw signal.reason;
      },
    });
    const outcome = await run();
    assert.equal(outcome.state, "done");
    assert.deepEqual(files.contents.get(outputUri), delivered.bytes);
  });

  test("is nothing when the user cancels meanwhile", async () => {
    const { files, user, run } = finishingJob({
      finish: async (_result, _source, _options, signal) => {
        user.abort();
        throw signal.reason;
      },
    });
    assert.equal((await run()).state, "cancelled");
    assert.equal(files.contents.size, 1);
  });

  test("is what was delivered for a job of a version that finished nothing, without a word", async () => {
    const asked: string[] = [];
    const { run } = finishingJob(
      {
        finish: async (result, _source, { outputFormat }) => {
          asked.push(outputFormat);
          return { image: result, remarks: [] };
        },
      },
      { finish: undefined },
    );
    const outcome = await run();
    assert.ok(outcome.state === "done");
    assert.deepEqual([asked, outcome.output.remarks], [["asDelivered"], undefined]);
  });
});

suite("a job that is resumed", () => {
  test("is finished like one that was not interrupted", async () => {
    const { files, run } = finishingJob(finishes, { submitted });
    assert.equal((await run()).state, "done");
    assert.deepEqual(files.contents.get(outputUri), finished.bytes);
  });

  test("finds the finished file that it wrote before", async () => {
    const { files, run } = finishingJob(finishes, { submitted });
    files.contents.set(outputUri, finished.bytes);
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.uri, outputUri);
    assert.equal(files.contents.size, 2);
  });

  for (const [what, bytes] of [
    ["has changed", delivered.bytes],
    ["has vanished", undefined],
  ] as const) {
    test(`saves what was delivered when its source ${what}, and says so`, async () => {
      const { files, run } = finishingJob(
        { finish: () => assert.fail("there is nothing to finish it with") },
        { submitted },
      );
      files.contents.delete(sourceUri);
      if (bytes) {
        files.contents.set(sourceUri, bytes);
      }
      const outcome = await run();
      assert.ok(outcome.state === "done");
      assert.deepEqual(files.contents.get(outputUri), delivered.bytes);
      assert.equal(outcome.output.sourceChanged, true);
      assert.deepEqual(outcome.output.remarks, [{ kind: "asDelivered", detail: undefined }]);
    });
  }

  test("remembers how it was to be finished, and what was said", async () => {
    const { run } = finishingJob({
      finish: async () => ({ image: finished, remarks: [{ kind: "otherFormat", detail: "jpeg" }] }),
    });
    const outcome = await run();
    const { job } = outcome;
    const written = writeRecord({ at: 1, step: "submitted", job, end: toEnd(outcome) });
    const read = parseRecord(written);
    assert.deepEqual(read?.job.finish, finish);
    assert.ok(read?.end?.state === "done");
    assert.deepEqual(read.end.output.remarks, [{ kind: "otherFormat", detail: "jpeg" }]);
  });
});

suite("a job on this device", () => {
  test("is told how its file is to be, and is finished by the device alone", async () => {
    const works: DeviceWork[] = [];
    const outcome = await runJob(plannedJob("hero.png", { finish, options: deviceOptions }), {
      backends: deviceOnly({
        upscale: async (_source, work) => {
          works.push(work);
          return { image: delivered, seed: undefined, remarks: [{ kind: "eightBits" }] };
        },
      }),
      pictures: {
        prepare: () => assert.fail("nothing is sent"),
        getReady: () => assert.fail("the device's own threads work already"),
        isBlack: () => assert.fail("nobody checks for safety"),
        finish: () => assert.fail("it is finished"),
        writeProvenance: () => assert.fail("it is to say nothing"),
        readProvenance: () => assert.fail("nobody asks it"),
      },
      files: new InMemoryFiles({ [sourceUri]: source.bytes }),
      signal: new AbortController().signal,
      journal: new FakeJournal(),
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      whenSlotIsFree: (work) => work(),
      onProgress: () => {},
    });
    assert.ok(outcome.state === "done");
    assert.deepEqual(outcome.output.remarks, [{ kind: "eightBits" }]);
    assert.deepEqual(works, [{ ...deviceOptions, finish }]);
  });
});

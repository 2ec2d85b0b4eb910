import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { DeviceBackend } from "../../src/core/backend.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import { sha256 } from "../../src/core/hash.ts";
import type { Job, JobProgress } from "../../src/core/job.ts";
import { runJob } from "../../src/core/runJob.ts";
import {
  FakeJournal,
  InMemoryFiles,
  deviceOnly,
  deviceOptions,
  image,
  plannedJob,
  samePictures,
} from "../support/fakes.ts";

const source = await image(32, 20);
const result = await image(64, 40);

function setUp(
  upscale: DeviceBackend["upscale"] = async () => ({ image: result, seed: undefined }),
  changes: Partial<Job> = {},
) {
  const files = new InMemoryFiles({ "file:///art/hero.png": source.bytes });
  const user = new AbortController();
  const progress: JobProgress[] = [];
  const journal = new FakeJournal();
  const run = () =>
    runJob(plannedJob("hero.png", { options: deviceOptions, ...changes }), {
      backends: deviceOnly({ upscale }),
      pictures: samePictures(),
      files,
      journal,
      signal: user.signal,
      onJournalTrouble: (error) => assert.fail(String(error)),
      // Longer than nothing may take: what happens on this device has no deadline.
      deadline: 0,
      offlinePause: 1,
      whenSlotIsFree: () => assert.fail("nothing is submitted"),
      onProgress: (now) => progress.push(now),
    });
  return { files, user, journal, progress, run };
}

suite("a job on this device", () => {
  test("writes its result beside the source and submits nothing", async () => {
    const { files, journal, run } = setUp();
    const outcome = await run();
    assert.deepEqual(outcome.state === "done" && outcome.output, {
      uri: "file:///art/hero@2x.png",
      name: "hero@2x.png",
      width: 64,
      height: 40,
      byteLength: result.bytes.length,
      seed: undefined,
      units: undefined,
      hash: await sha256(result.bytes),
      sourceHash: await sha256(source.bytes),
      sourceChanged: false,
    });
    assert.equal(outcome.job.submitted, undefined);
    assert.deepEqual(files.contents.get("file:///art/hero@2x.png"), result.bytes);
    assert.deepEqual(journal.steps, []);
  });

  test("hands on what the backend says about its progress", async () => {
    const status = { phase: "upscaling", percent: 50, secondsLeft: 3 } as const;
    const { progress, run } = setUp(async (_source, _options, onStatus) => {
      onStatus(status);
      return { image: result, seed: undefined };
    });
    await run();
    assert.deepEqual(progress, [status, { phase: "saving" }]);
  });

  test("that starts again after its file was written does not write it twice", async () => {
    const { files, run } = setUp(undefined, { begunBefore: 1 });
    files.contents.set("file:///art/hero@2x.png", result.bytes);
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x.png");
    assert.equal(files.contents.size, 2);
  });

  test("that is asked for twice is done twice, like every other", async () => {
    const { files, run } = setUp();
    files.contents.set("file:///art/hero@2x.png", result.bytes);
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x-2.png");
  });

  test("does not take another file for its own", async () => {
    const { files, run } = setUp(undefined, { begunBefore: 1 });
    files.contents.set("file:///art/hero@2x.png", source.bytes);
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x-2.png");
    assert.deepEqual(files.contents.get("file:///art/hero@2x.png"), source.bytes);
  });

  test("that is cancelled writes nothing and asks nobody", async () => {
    const { files, user, run } = setUp(async (_source, _options, _onStatus, signal) => {
      user.abort();
      throw signal.reason;
    });
    const outcome = await run();
    assert.equal(outcome.state === "cancelled" && outcome.cancel, "notSent");
    assert.equal(files.contents.size, 1);
  });

  test("that is cancelled when its pixels are ready writes nothing", async () => {
    const { files, user, run } = setUp(async () => {
      user.abort();
      return { image: result, seed: undefined };
    });
    assert.equal((await run()).state, "cancelled");
    assert.equal(files.contents.size, 1);
  });

  test("that fails says why", async () => {
    const { run } = setUp(() => Promise.reject(new UpscaleError("deviceFailed")));
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "deviceFailed");
  });
});

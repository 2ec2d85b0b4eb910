import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Backends, DeviceBackend, HandedOverImage } from "../../src/core/backend.ts";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import type { ImageFiles } from "../../src/core/files.ts";
import { sha256 } from "../../src/core/hash.ts";
import { parseHostedAddress } from "../../src/core/hostedAddress.ts";
import { HostedImages } from "../../src/core/hostedImages.ts";
import type { Job, JobProgress } from "../../src/core/job.ts";
import { parseRecord, writeRecord } from "../../src/core/jobRecord.ts";
import { runJob } from "../../src/core/runJob.ts";
import {
  FakeBackend,
  FakeJournal,
  InMemoryFiles,
  clarityOptions,
  cloudOnly,
  deviceOnly,
  deviceOptions,
  image,
  plannedJob,
  samePictures,
} from "../support/fakes.ts";

const signed = "https://cdn.example.com/hero.png?Signature=very-secret-indeed";
const source = await image(32, 20);
const result = await image(64, 40);

/** A job for an image at `address`, in the window that was given it. */
function setUp(address: string, looked: EncodedImage | undefined, changes: Partial<Job> = {}) {
  const parsed = parseHostedAddress(address, false);
  assert.ok(typeof parsed !== "string");
  const hosted = new HostedImages();
  const files = Object.assign(new InMemoryFiles({}), { hosted });
  const given = hosted.add({ address: parsed, image: looked }, "file:///art");
  const job = plannedJob("hero.png", { source: given, ...changes });
  const backend = new SpyingBackend({ image: result, seed: 7 });
  const progress: JobProgress[] = [];
  const journal = new WrittenJournal();
  const run = (
    known: ImageFiles = files,
    backends: Backends = cloudOnly(backend),
    pictures = samePictures(),
  ) =>
    runJob(job, {
      backends,
      pictures,
      files: known,
      signal: new AbortController().signal,
      journal,
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      whenSlotIsFree: (work) => work(),
      onProgress: (now) => progress.push(now),
    });
  return { job, backend, files, journal, progress, run };
}

class SpyingBackend extends FakeBackend {
  submitted: HandedOverImage | undefined;

  override async submit(address?: HandedOverImage) {
    this.submitted = address;
    return super.submit();
  }
}

class WrittenJournal extends FakeJournal {
  readonly texts: string[] = [];

  override async record(job: Job, step: "planned" | "submitting" | "submitted"): Promise<void> {
    this.texts.push(writeRecord({ at: 1, step, job }));
    await super.record(job, step);
  }
}

suite("a job whose image is behind a URL", () => {
  test("hands over the address, uploads nothing, and writes where it was told", async () => {
    const { backend, progress, run } = setUp(signed, source);
    const outcome = await run();
    assert.ok(outcome.state === "done");
    assert.equal(outcome.output.uri, "file:///art/hero@2x.png");
    assert.equal(outcome.output.sourceHash, await sha256(source.bytes));
    assert.equal(outcome.output.sourceChanged, false);
    assert.equal(backend.submitted, signed);
    assert.deepEqual(backend.calls, ["submit", "follow"]);
    assert.deepEqual(
      progress.map(({ phase }) => phase),
      ["waiting", "submitting", "saving"],
    );
  });

  test("uploads what the model must be given instead of it", async () => {
    const { backend, run } = setUp(signed, source);
    const opaque = await image(32, 20);
    const pictures = { ...samePictures(), prepare: async () => opaque };
    assert.equal((await run(undefined, undefined, pictures)).state, "done");
    assert.deepEqual(backend.calls, ["handOver", "submit", "follow"]);
    assert.match(backend.submitted ?? "", /^data:/);
  });

  test("writes nothing secret of it down, and reads again what it wrote", async () => {
    const { journal, run } = setUp(signed, source);
    await run();
    assert.equal(journal.texts.length, 2);
    for (const text of journal.texts) {
      assert.doesNotMatch(text, /secret|Signature|\?/);
      assert.match(text, /"https:\/\/cdn\.example\.com\/hero\.png#/);
    }
    const [, last = ""] = journal.texts;
    const { source: read, submitted } = parseRecord(last)?.job ?? {};
    assert.deepEqual([read?.hosted, submitted?.source?.width], [true, 32]);
  });

  test("that could not be looked at takes any size, and knows no hash", async () => {
    const { journal, run } = setUp(signed, undefined, {
      options: { ...clarityOptions, scale: 4 },
    });
    const outcome = await run();
    assert.ok(outcome.state === "done");
    assert.deepEqual(
      [outcome.output.sourceHash, outcome.output.sourceChanged, outcome.job.submitted?.source],
      [undefined, false, undefined],
    );
    assert.ok(parseRecord(journal.texts.at(-1) ?? "")?.job.submitted);
  });

  test("is looked at as far as it is known, before anything is paid", async () => {
    const huge = { ...source, bytes: new Uint8Array([1, 2, 3]) };
    const { backend, run } = setUp(signed, huge);
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "badSource");
    assert.deepEqual(backend.calls, []);
  });

  test("ends without a charge in a window that was not given the address", async () => {
    const { backend, run } = setUp(signed, source);
    for (const files of [
      new InMemoryFiles({}),
      Object.assign(new InMemoryFiles({}), { hosted: new HostedImages() }),
    ]) {
      const outcome = await run(files);
      assert.equal(outcome.state === "failed" && outcome.error.reason, "addressLost");
    }
    assert.deepEqual(backend.calls, []);
  });

  test("is followed in any window once it is submitted", async () => {
    const submitted = { request: { endpointId: "e", requestId: "r-1" } };
    const { backend, run } = setUp(signed, source, { submitted });
    const outcome = await run(Object.assign(new InMemoryFiles({}), { hosted: new HostedImages() }));
    assert.equal(outcome.state === "done" && outcome.output.sourceChanged, false);
    assert.deepEqual(backend.calls, ["follow"]);
  });
});

suite("a job whose image is a data URI", () => {
  test("hands it over as every other image", async () => {
    const { backend, run } = setUp("data:image/png;base64,iVBO", source);
    assert.equal((await run()).state, "done");
    assert.deepEqual(backend.calls, ["handOver", "submit", "follow"]);
  });
});

suite("a job on this device whose image is hosted", () => {
  const device: DeviceBackend = { upscale: async () => ({ image: result, seed: undefined }) };

  test("upscales what was fetched, and sends nothing", async () => {
    const { files, run } = setUp(signed, source, { options: deviceOptions });
    const outcome = await run(files, deviceOnly(device));
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x.png");
  });

  test("says so when it could not be fetched", async () => {
    const { files, run } = setUp(signed, undefined, { options: deviceOptions });
    const outcome = await run(files, deviceOnly(device));
    assert.ok(outcome.state === "failed");
    assert.deepEqual([outcome.error.reason, outcome.error.subject], ["cannotRead", "hosted"]);
  });
});

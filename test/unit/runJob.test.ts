import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import { sha256 } from "../../src/core/hash.ts";
import type { Job, JobProgress } from "../../src/core/job.ts";
import type { JobContext } from "../../src/core/jobContext.ts";
import { runJob } from "../../src/core/runJob.ts";
import {
  FakeBackend,
  FakeJournal,
  InMemoryFiles,
  image,
  clarityOptions,
  cloudOnly,
  plannedJob,
  samePictures,
  request,
} from "../support/fakes.ts";

const source = await image(32, 20);
const result = await image(64, 40);
const hash = await sha256(source.bytes);
const submitted = { request, source: { width: 32, height: 20, hash } };

function setUp(job: Job = plannedJob()) {
  const backend = new FakeBackend({ image: result, seed: 7 });
  const files = new InMemoryFiles({ "file:///art/hero.png": source.bytes });
  const user = new AbortController();
  const progress: JobProgress[] = [];
  const journal = new FakeJournal();
  const run = (changes: Partial<JobContext> = {}) =>
    runJob(job, {
      backends: cloudOnly(backend),
      pictures: samePictures(),
      files,
      signal: user.signal,
      journal,
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      whenSlotIsFree: (work) => work(),
      onProgress: (now) => progress.push(now),
      ...changes,
    });
  return { backend, files, journal, user, progress, run };
}

suite("runJob", () => {
  test("writes the result beside its source", async () => {
    const { backend, files, journal, progress, run } = setUp();
    const outcome = await run();
    assert.deepEqual(outcome.state === "done" && outcome.output, {
      uri: "file:///art/hero@2x.png",
      name: "hero@2x.png",
      width: 64,
      height: 40,
      byteLength: result.bytes.length,
      seed: 7,
      units: undefined,
      hash: await sha256(result.bytes),
      sourceHash: hash,
      sourceChanged: false,
    });
    assert.deepEqual(files.contents.get("file:///art/hero@2x.png"), result.bytes);
    assert.deepEqual(backend.calls, ["handOver", "submit", "follow"]);
    assert.deepEqual(journal.steps, ["submitting", "submitted"]);
    assert.deepEqual(
      progress.map(({ phase }) => phase),
      ["uploading", "waiting", "submitting", "saving"],
    );
  });

  test("never writes over a file", async () => {
    const { files, run } = setUp();
    files.contents.set("file:///art/HERO@2X.PNG", source.bytes);
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x-2.png");
  });

  test("an upload that has waited half its life is made again before the submit", async (t) => {
    t.mock.timers.enable({ apis: ["Date"], now: 0 });
    for (const [minutes, handOvers] of [
      [29, ["handOver"]],
      [31, ["handOver", "handOver"]],
    ] as const) {
      const { backend, run } = setUp();
      backend.handOver = async () => {
        backend.calls.push("handOver");
        return "https://v3.fal.media/files/b/x/y.png";
      };
      const mayCharge = async () => {
        t.mock.timers.tick(minutes * 60_000);
        return true;
      };
      assert.equal((await run({ mayCharge })).state, "done");
      assert.deepEqual(backend.calls, [...handOvers, "submit", "follow"]);
    }
  });

  test("a window that stood still finds what another one has written meanwhile", async () => {
    const { backend, files, journal, run } = setUp();
    const follow = backend.follow.bind(backend);
    backend.follow = async (...followed) => {
      journal.owned = false;
      files.contents.set("file:///art/hero@2x.png", result.bytes);
      return follow(...followed);
    };
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x.png");
    assert.equal(files.contents.size, 2);
  });

  test("a job that is submitted already is only followed, even if its source is gone", async () => {
    const { backend, files, run } = setUp(plannedJob("hero.png", { submitted }));
    files.contents.clear();
    assert.equal((await run()).state, "done");
    assert.deepEqual(backend.calls, ["follow"]);
  });

  test("a failure after the submit remembers the request", async () => {
    const { backend, run } = setUp();
    backend.follow = () => Promise.reject(new UpscaleError("timedOut"));
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "timedOut");
    assert.deepEqual(outcome.job.submitted, submitted);
  });

  const refusals: readonly (readonly [
    string,
    Uint8Array,
    Partial<Job>,
    string,
    string | undefined,
  ])[] = [
    ["an empty file", new Uint8Array(), {}, "badSource", "empty"],
    ["a text", new TextEncoder().encode("hello"), {}, "badSource", "notAnImage"],
    [
      "an SVG",
      new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      {},
      "badSource",
      "svg",
    ],
    ["a truncated picture", source.bytes.slice(0, -20), {}, "badSource", "truncated"],
    [
      "a setting out of range",
      source.bytes,
      { options: { ...clarityOptions, scale: 5 } },
      "badSetting",
      "scale",
    ],
  ];
  for (const [what, bytes, changes, reason, subject] of refusals) {
    test(`${what} is refused before anything is sent`, async () => {
      const { backend, files, run } = setUp(plannedJob("hero.png", changes));
      files.contents.set("file:///art/hero.png", bytes);
      const outcome = await run();
      assert.ok(outcome.state === "failed");
      assert.deepEqual([outcome.error.reason, outcome.error.subject], [reason, subject]);
      assert.deepEqual(backend.calls, []);
    });
  }

  test("a result of another size is not saved, until the user wants it", async () => {
    const wrong = await image(32, 20);
    const first = setUp();
    first.backend.follow = async () => ({ image: wrong, seed: undefined });
    const outcome = await first.run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "unexpectedSize");
    assert.equal(first.files.contents.size, 1);

    const second = setUp({ ...outcome.job, anySize: true });
    second.backend.follow = async () => ({ image: wrong, seed: undefined });
    assert.equal((await second.run()).state, "done");
    assert.deepEqual(second.backend.calls, []);
  });

  test("an unknown error is a bug, with its cause", async () => {
    const { backend, run } = setUp();
    const cause = new RangeError("index");
    backend.follow = () => Promise.reject(cause);
    const outcome = await run();
    assert.ok(outcome.state === "failed");
    assert.deepEqual([outcome.error.reason, outcome.error.cause], ["bug", cause]);
  });
});

suite("what is written down", () => {
  test("stands on disk before anyone waits", async () => {
    const { backend, journal, run } = setUp();
    const seen: string[][] = [];
    const submit = backend.submit.bind(backend);
    backend.submit = () => {
      seen.push([...journal.steps]);
      return submit();
    };
    backend.follow = async () => {
      seen.push([...journal.steps]);
      return { image: result, seed: undefined };
    };
    await run();
    assert.deepEqual(seen, [["submitting"], ["submitting", "submitted"]]);
  });

  test("a job that cannot be written down is not submitted", async () => {
    const { backend, journal, run } = setUp();
    journal.record = () => Promise.reject(new Error("disk full"));
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "cannotWrite");
    assert.deepEqual(backend.calls, ["handOver"]);
  });

  test("a job that another window has taken over is not submitted", async () => {
    const { backend, journal, run } = setUp();
    journal.owned = false;
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "takenOver");
    assert.deepEqual(backend.calls, ["handOver"]);
  });

  test("a job interrupted after its file was written does not write it again", async () => {
    const { files, run } = setUp(plannedJob("hero.png", { submitted }));
    files.contents.set("file:///art/hero@2x.png", source.bytes);
    files.contents.set("file:///art/hero@2x-2.png", result.bytes);
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.name, "hero@2x-2.png");
    assert.equal(files.contents.size, 3);
  });

  test("the notice can say that the source changed meanwhile", async () => {
    const { backend, files, run } = setUp();
    backend.follow = async () => {
      files.contents.set("file:///art/hero.png", result.bytes);
      return { image: result, seed: undefined };
    };
    const outcome = await run();
    assert.equal(outcome.state === "done" && outcome.output.sourceChanged, true);
  });
});

suite("a job without a network", () => {
  test("waits while it is followed, too", async () => {
    const { backend, progress, run } = setUp();
    let attempts = 0;
    backend.follow = async () => {
      attempts += 1;
      if (attempts < 4) {
        throw new UpscaleError("offline");
      }
      return { image: result, seed: undefined };
    };
    assert.equal((await run()).state, "done");
    assert.equal(progress.filter(({ phase }) => phase === "unreachable").length, 3);
    assert.deepEqual(backend.calls, ["handOver", "submit"]);
  });

  for (const step of ["handOver", "submit"] as const) {
    test(`waits at its ${step} until there is one, and submits once`, async () => {
      const { backend, progress, run } = setUp();
      const works = backend[step].bind(backend);
      let attempts = 0;
      const flaky = async () => {
        attempts += 1;
        if (attempts < 4) {
          throw new UpscaleError("offline");
        }
        return works();
      };
      Object.assign(backend, { [step]: flaky });
      assert.equal((await run()).state, "done");
      assert.equal(progress.filter(({ phase }) => phase === "unreachable").length, 3);
      assert.deepEqual(backend.calls, ["handOver", "submit", "follow"]);
    });
  }

  test("can be cancelled while it waits", async () => {
    const { backend, user, run } = setUp();
    backend.submit = async () => {
      user.abort();
      throw new UpscaleError("offline");
    };
    const outcome = await run();
    assert.equal(outcome.state === "cancelled" && outcome.cancel, "notSent");
  });
});

suite("a cancelled job", () => {
  test("that was not sent leaves no trace at fal", async () => {
    const { backend, user, run } = setUp();
    user.abort();
    const outcome = await run();
    assert.equal(outcome.state === "cancelled" && outcome.cancel, "notSent");
    assert.deepEqual(backend.calls, []);
  });

  test("whose submit is under way waits for its id and cancels it", async () => {
    const { backend, user, run } = setUp();
    backend.submit = async () => {
      user.abort();
      backend.calls.push("submit");
      return request;
    };
    const outcome = await run();
    assert.equal(outcome.state === "cancelled" && outcome.cancel, "cancelled");
    assert.deepEqual(backend.calls, ["handOver", "submit", "cancel"]);
  });

  for (const cancel of ["cancelled", "completed", "unknown"] as const) {
    test(`says when fal's answer is "${cancel}", and keeps the request`, async () => {
      const { backend, files, user, run } = setUp();
      backend.cancelOutcome = cancel;
      backend.follow = async (_request, _onStatus, signal) => {
        user.abort();
        signal.throwIfAborted();
        throw new Error("not reached");
      };
      const outcome = await run();
      assert.equal(outcome.state === "cancelled" && outcome.cancel, cancel);
      assert.deepEqual(outcome.job.submitted, submitted);
      assert.equal(files.contents.size, 1);
    });
  }

  test("whose picture has arrived is not written", async () => {
    const { backend, files, user, run } = setUp();
    backend.follow = async () => {
      user.abort();
      return { image: result, seed: undefined };
    };
    assert.equal((await run()).state, "cancelled");
    assert.equal(files.contents.size, 1);
  });
});

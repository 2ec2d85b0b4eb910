import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { wayOut } from "../../src/core/wayOut.ts";
import { image } from "../support/fakes.ts";
import { finishingJob, submitted } from "../support/finishingJob.ts";

suite("an all black result", () => {
  test("is not saved, until the user wants it", async () => {
    const first = finishingJob({ isBlack: async () => true });
    const outcome = await first.run();
    assert.ok(outcome.state === "failed");
    assert.equal(outcome.error.reason, "blackResult");
    assert.equal(wayOut(outcome), "saveAnyway");
    assert.equal(first.files.contents.size, 1);

    const second = finishingJob({ isBlack: async () => true }, { ...outcome.job, anySize: true });
    assert.equal((await second.run()).state, "done");
    assert.deepEqual(second.backend.calls, ["follow"]);
  });

  test("of another size is told as black: who wants it is asked once", async () => {
    const { backend, run } = finishingJob({ isBlack: async () => true });
    backend.follow = async () => ({ image: await image(10, 10), seed: undefined });
    const outcome = await run();
    assert.equal(outcome.state === "failed" && outcome.error.reason, "blackResult");
  });

  test("is not seen when nobody can look: the result is saved", async () => {
    const { run } = finishingJob({ isBlack: () => Promise.reject(new RangeError("memory")) });
    assert.equal((await run()).state, "done");
  });

  test("is looked for without a source that has vanished", async () => {
    const asked: unknown[] = [];
    const { files, run } = finishingJob(
      {
        isBlack: async (_result, known) => {
          asked.push(known);
          return false;
        },
      },
      { submitted },
    );
    files.contents.clear();
    await run();
    assert.deepEqual(asked, [undefined]);
  });
});

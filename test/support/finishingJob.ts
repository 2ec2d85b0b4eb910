import assert from "node:assert/strict";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import { sha256 } from "../../src/core/hash.ts";
import type { Job } from "../../src/core/job.ts";
import type { PictureFinisher } from "../../src/core/pictureFinisher.ts";
import { runJob } from "../../src/core/runJob.ts";
import {
  FakeBackend,
  FakeJournal,
  InMemoryFiles,
  cloudOnly,
  image,
  plannedJob,
  request,
  samePictures,
} from "./fakes.ts";

/** A picture, and what is delivered for it. */
export const source = await image(32, 20);
export const delivered = await image(64, 40);

/** What a finisher makes of `delivered`. */
export const finished = { ...(await image(64, 42)), width: 64, height: 40 };

/** What a job knows from its submit on. */
export const submitted = {
  request,
  source: { width: 32, height: 20, hash: await sha256(source.bytes) },
};

/** How results are finished unless a user says otherwise. */
export const finish: FinishOptions = { outputFormat: "source", jpegQuality: 92 };

/** The source, and its result. */
export const sourceUri = "file:///art/hero.png";
export const outputUri = "file:///art/hero@2x.png";

/** A job in the cloud, and what its pictures go through. */
export function finishingJob(pictures: Partial<PictureFinisher>, changes: Partial<Job> = {}) {
  const backend = new FakeBackend({ image: delivered, seed: 7 });
  const files = new InMemoryFiles({ [sourceUri]: source.bytes });
  const user = new AbortController();
  const run = () =>
    runJob(plannedJob("hero.png", { finish, ...changes }), {
      backends: cloudOnly(backend),
      pictures: samePictures(pictures),
      files,
      signal: user.signal,
      journal: new FakeJournal(),
      onJournalTrouble: (error) => assert.fail(String(error)),
      deadline: 60_000,
      offlinePause: 1,
      whenSlotIsFree: (work) => work(),
      onProgress: () => {},
    });
  return { backend, files, user, run };
}

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { FalBackend } from "../../src/backends/fal/falBackend.ts";
import type { CloudSettings } from "../../src/core/connection.ts";
import type { JobOutcome, JobProgress } from "../../src/core/job.ts";
import { runJob } from "../../src/core/runJob.ts";
import {
  FakeJournal,
  InMemoryFiles,
  cloudOnly,
  plannedJob,
  samePictures,
} from "../support/fakes.ts";
import { cloudSettings, shortTiming } from "../support/falWorld.ts";
import { sourceBytes } from "./harness/world.ts";
import { isPublic } from "./hostile/addresses.ts";
import { hostileFetch, isApi } from "./hostile/hostileFetch.ts";
import type { MadeCall } from "./hostile/hostileFetch.ts";
import { hostileBytes } from "./hostile/pictures.ts";
import { hostileServer } from "./hostile/replies.ts";
import type { HostileServer } from "./hostile/replies.ts";
import { thousand } from "./hostile/settings.ts";
import { keys } from "./hostile/texts.ts";

const timing = { ...shortTiming, longestPoll: 1, longestRetry: 1 };

interface Meeting {
  readonly outcome: JobOutcome;
  readonly calls: readonly MadeCall[];
  readonly progress: readonly JobProgress[];
  readonly files: InMemoryFiles;
}

/** A whole job against a hostile server. */
async function meet(
  server: HostileServer,
  picture: Uint8Array,
  settings: Pick<CloudSettings, "key" | "imageTransfer">,
): Promise<Meeting> {
  const { fetch, calls } = hostileFetch(server, picture);
  const files = new InMemoryFiles({ "file:///art/hero.png": sourceBytes });
  const progress: JobProgress[] = [];
  const outcome = await runJob(plannedJob(), {
    backends: cloudOnly(new FalBackend({ ...cloudSettings, ...settings }, fetch, timing)),
    pictures: samePictures(),
    files,
    journal: new FakeJournal(),
    onJournalTrouble: (error) => assert.fail(String(error)),
    signal: new AbortController().signal,
    deadline: 150,
    offlinePause: 1,
    whenSlotIsFree: (work) => work(),
    onProgress: (now) => progress.push(now),
  });
  return { outcome, calls, progress, files };
}

/** What people may come to see of it. */
function shownTexts({ outcome, progress }: Meeting): string[] {
  const lines = progress.flatMap((now) => ("lines" in now ? now.lines : []));
  const { subject, detail } = outcome.state === "failed" ? outcome.error : {};
  return [...lines, subject ?? "", detail ?? ""];
}

function assertShowable(text: string, key: string): void {
  assert.doesNotMatch(text, /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/u);
  assert.ok(text.length <= 501, `${text.length} characters`);
  assert.doesNotMatch(text, /5ec2e7-token|5ec2e7AAAA|deadbeef/);
  assert.ok(!text.includes(key));
}

/** The rules that hold whatever a server says. */
function assertRules(meeting: Meeting, key: string): void {
  const { outcome, calls, files } = meeting;
  const { reason, cause } = outcome.state === "failed" ? outcome.error : {};
  assert.notEqual(reason, "bug", cause instanceof Error ? cause.stack : String(cause));
  const submits = calls.filter(({ operation, isSent }) => operation === "submit" && isSent);
  assert.ok(submits.length <= 1, `${submits.length} submits`);
  for (const { url, hasKey } of calls) {
    assert.ok(isApi(url) || isPublic(url), `called ${url}`);
    assert.ok(isApi(url) || !hasKey, `the key went to ${url}`);
  }
  for (const text of shownTexts(meeting)) {
    assertShowable(text, key);
  }
  const written = [...files.contents.keys()].filter((name) => name !== "file:///art/hero.png");
  assert.ok(written.every((name) => /^file:\/\/\/art\/hero@2x\.(png|jpg|webp)$/.test(name)));
  assert.equal(written.length, outcome.state === "done" ? 1 : 0);
}

suite("a server that means harm", () => {
  test("brings no job to anything but its end: 1,000 generated ones", async () => {
    const ends = new Map<string, number>();
    const property = fc.asyncProperty(
      hostileServer,
      hostileBytes,
      fc.record({
        key: fc.constantFrom(...keys),
        imageTransfer: fc.constantFrom("upload", "dataUri"),
      }),
      async (server, picture, settings) => {
        const { key } = settings;
        const meeting = await meet(server, picture, settings);
        assertRules(meeting, key);
        const { outcome } = meeting;
        const end = outcome.state === "failed" ? outcome.error.reason : outcome.state;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      },
    );
    await fc.assert(property, { ...thousand, timeout: 20_000 });
    console.log(Object.fromEntries(ends));
    assert.ok(ends.size > 8, "the generated servers are too much alike");
    assert.ok((ends.get("done") ?? 0) > 0, "none got through");
  });
});

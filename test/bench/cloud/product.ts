// The product's core and its adapters for the desktop, composed as src/desktop.ts and the batch runner do.
import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { FalBackend } from "../../../src/backends/fal/falBackend.ts";
import type { Job, JobProgress } from "../../../src/core/job.ts";
import { jobMemory } from "../../../src/core/jobMemory.ts";
import { Journal } from "../../../src/core/journal.ts";
import { runBatch } from "../../../src/core/runBatch.ts";
import { Slots } from "../../../src/core/slots.ts";
import { LocalDisk } from "../../../src/node/localDisk.ts";
import { openJournal } from "../../../src/node/openJournal.ts";
import { PooledFinisher } from "../../../src/worker/pooledFinisher.ts";
import { NodeFiles } from "../../faults/driver/nodeFiles.ts";
import { usualOptions } from "../../support/usualOptions.ts";
import { productPool } from "../product/productPool.ts";
import { serveTasks } from "./serveTasks.ts";
import type { OnMark } from "./serveTasks.ts";
import { placedFetch } from "./places.ts";
import type { Surroundings, Task } from "./task.ts";

/** `NodeFiles` that tell when a result is written. */
class MarkedFiles extends NodeFiles {
  readonly #mark: OnMark;

  constructor(mark: OnMark) {
    super(new LocalDisk());
    this.#mark = mark;
  }

  override async writeNew(...written: Parameters<NodeFiles["writeNew"]>) {
    this.#mark("writing");
    const place = await super.writeNew(...written);
    this.#mark("written");
    return place;
  }
}

/** The settings of someone who has changed none, but for the place where fal is. */
const cloudSettings = (proxyUrl: string) =>
  ({
    key: "bench:product",
    proxyUrl,
    sendKeyToProxy: true,
    imageTransfer: "auto",
    storePayloads: true,
    requestTimeout: 60_000,
    uploadLifetime: "1h",
    resultLifetime: "1d",
    priority: "normal",
    startTimeout: null,
    webhookUrl: "",
  }) as const;

const jobOf = (path: string): Job => ({
  id: randomUUID(),
  batch: "bench",
  source: { uri: pathToFileURL(path).href, name: basename(path) },
  folder: pathToFileURL(dirname(path)).href,
  nameTemplate: "${name}@${scale}x.${ext}",
  finish: { outputFormat: "source", jpegQuality: 92 },
  options: usualOptions,
});

async function load({ places, serverUrl, folder, pictures }: Surroundings, mark: OnMark) {
  const get = placedFetch(places, (name, answered) => mark(answered ? `${name} answered` : name));
  const opened = await openJournal({ fsPath: join(folder, "journal") });
  const journal = new Journal(opened.files, opened.owner);
  const threads = productPool(pictures);
  const threadModule = pathToFileURL(join(pictures, "thread.cjs")).href;
  const finisher = new PooledFinisher(
    threads,
    async () => (await import(threadModule)).finishQuickly,
  );
  const slots = new Slots();
  return async (task: Task): Promise<void> => {
    slots.concurrency = task.atOnce;
    const backend = new FalBackend(cloudSettings(serverUrl), get);
    const jobs = task.sources.map(jobOf);
    await Promise.all(jobs.map((job) => journal.record(job, "planned")));
    const outcomes = await runBatch(jobs, {
      slots,
      weigh: async (job) => jobMemory(job, (await stat(new URL(job.source.uri))).size),
      deadline: 3_600_000,
      backends: { cloud: () => backend, device: () => refuse(new Error("nothing is done here")) },
      pictures: finisher,
      files: new MarkedFiles(mark),
      journal,
      signal: new AbortController().signal,
      offlinePause: 5_000,
      onJournalTrouble: refuse,
      onProgress: (_job, { phase }) => markPhase(phase, mark),
      onOutcome: (outcome) => outcome.state === "failed" && refuse(outcome.error),
    });
    if (outcomes.some(({ state }) => state !== "done")) {
      throw new Error("a job ended without its file");
    }
    // As half a minute without work does: the next command finds none.
    threads.dispose();
  };
}

function markPhase(phase: JobProgress["phase"], mark: OnMark): void {
  if (phase === "saving") {
    mark("downloaded");
  } else if (phase === "uploading") {
    mark(phase);
  }
}

function refuse(error: unknown): never {
  throw error;
}

await serveTasks(load);

import { join } from "node:path";
import { FalBackend } from "../../../src/backends/fal/falBackend.ts";
import type { Timing } from "../../../src/backends/fal/timing.ts";
import { Journal } from "../../../src/core/journal.ts";
import { JournalFolder } from "../../../src/node/journalFolder.ts";
import { LiveWindow } from "../../../src/node/liveWindow.ts";
import { LocalDisk } from "../../../src/node/localDisk.ts";
import { NodeFiles } from "./nodeFiles.ts";
import type { Plan } from "./plan.ts";
import { troubleDisk } from "./troubledDisk.ts";
import { troubledFetch } from "./troubledFetch.ts";
import { TroubledPictures } from "./troubledPictures.ts";
import { Troubles } from "./troubles.ts";

/** The core as the desktop composes it, with short times and the plan's troubles below it. */
export async function composeCore(plan: Plan) {
  const troubles = new Troubles(plan.troubles);
  troubleDisk(troubles, plan.sources);
  const owner = new LiveWindow(join(plan.journal, "windows"), { beat: 100, silence: plan.silence });
  await owner.start();
  const disk = new LocalDisk();
  const backend = new FalBackend(cloudSettings(plan), troubledFetch(troubles), timing(plan));
  return {
    plan,
    owner,
    disk,
    backend,
    pictures: new TroubledPictures(troubles),
    journal: new Journal(new JournalFolder(plan.journal), owner),
    files: new NodeFiles(disk),
  };
}

export type Core = Awaited<ReturnType<typeof composeCore>>;

const cloudSettings = ({ key, serverUrl, transfer, requestTimeout }: Plan) =>
  ({
    key,
    proxyUrl: serverUrl,
    sendKeyToProxy: true,
    imageTransfer: transfer,
    storePayloads: true,
    requestTimeout,
    uploadLifetime: "1h",
    resultLifetime: "1d",
    priority: "normal",
    startTimeout: null,
    webhookUrl: "",
  }) as const;

const timing = ({ requestTimeout, stallDeadline, longestPause }: Plan): Timing => ({
  apiDeadline: requestTimeout,
  stallDeadline,
  slowestUpload: 1000,
  streamStart: stallDeadline,
  streamSilence: stallDeadline,
  streamLife: 60_000,
  streamEnd: 50,
  courtesy: 1,
  firstPoll: 5,
  longestPoll: longestPause,
  firstRetry: 1,
  longestRetry: 5,
  retries: 2,
});

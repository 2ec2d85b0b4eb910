import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFalServer } from "../../fal-server/falServer.ts";
import { packagedExtension } from "../../run/paths.ts";
import { installExtension } from "../../run/vscodeServer.ts";
import { pairOf } from "../cloud/pairs.ts";
import type { HostBatch } from "../hostBatch/inHost.ts";
import type { LoopDelay } from "../loopDelay.ts";
import { quietServer, runInHost } from "../hostProgram.ts";
import { row } from "../row.ts";
import type { Section } from "../section.ts";
import { medianOf } from "../statistics.ts";

const images = 50;
const atOnce = 4;

/** How long the extension host is deaf for other extensions during a batch, and what the Jobs view takes of it. */
export async function measureHostBatch(isQuick: boolean): Promise<Section> {
  const { atRest, atWork, refreshes, jobs } = await batchInHost(isQuick ? 1 : 3);
  const during = (of: (delay: LoopDelay) => number) => medianOf(atWork.map(of));
  const unit = "ms";
  const batch = `${images} images, with others at work`;
  return {
    title: "The extension host during a batch",
    note:
      `How long others wait for the event loop of the extension host of VS Code's server, with the packaged extension ` +
      `installed, while a command upscales ${images} images of 300 KB, ${atOnce} at once, jobs of 0.3 s without a ` +
      `line's delays: what 99 of 100 wait at most who come at any moment, the median of ${atWork.length} batches. All ` +
      "that VS Code's own extensions do there is included; what is judged is without the time in which others had the " +
      "processors, for fal.ai and the window run on the same ones here. The Jobs view: the extension's part of " +
      "drawing it, every group and row anew; VS Code draws them in another process.",
    rows: [
      row(
        { name: `${images} images: delay, 99 of 100`, unit, ...during(({ own }) => own.p99) },
        { atMost: 20 },
      ),
      row(
        { name: `${images} images: longest delay`, unit, ...during(({ own }) => own.max) },
        { atMost: 100 },
      ),
      row({ name: "at rest: delay, 99 of 100", unit, value: atRest.own.p99 }),
      row({ name: `${batch}: delay, 99 of 100`, unit, ...during(({ p99 }) => p99) }),
      row({ name: `${batch}: longest delay`, unit, ...during(({ max }) => max) }),
      row(
        { name: `Jobs view, ${jobs} jobs: refresh`, unit, ...medianOf(refreshes) },
        { atMost: 16 },
      ),
    ],
  };
}

async function batchInHost(batches: number): Promise<HostBatch> {
  const fal = await startFalServer({
    settings: { concurrency: atOnce },
    script: { queuePositions: [], queueMs: 0, runMs: 300 },
  });
  try {
    return await runInHost<HostBatch>({
      entry: join(import.meta.dirname, "../hostBatch/inHost.ts"),
      settings: {
        "clarityUpscaler.proxyUrl": fal.url,
        "clarityUpscaler.scale": 2,
        "clarityUpscaler.concurrency": atOnce,
        ...quietServer,
      },
      prepare: async (workspace, profile, host) => {
        await installExtension(host, profile, packagedExtension);
        await writeSources(workspace);
        return { BENCH_BATCHES: String(batches) };
      },
      limitMs: 300_000,
    });
  } finally {
    await fal.close();
  }
}

async function writeSources(folder: string): Promise<void> {
  const { source } = await pairOf(300_000);
  const file = (index: number) => join(folder, `${String(index).padStart(2, "0")}.png`);
  writeFileSync(file(0), source);
  for (let index = 1; index < images; index++) {
    copyFileSync(file(0), file(index));
  }
}

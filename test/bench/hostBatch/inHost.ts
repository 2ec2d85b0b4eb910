// Runs inside a real extension host, where VS Code calls `run`: a batch, and the Jobs view with many jobs.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { jobsShown, refreshTimes } from "./jobsView.ts";

/** The event loop's delays beyond the sampling interval. */
interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** What was seen of the extension host, milliseconds. */
export interface HostBatch {
  readonly atRest: LoopDelay;
  readonly atWork: LoopDelay;
  /** Of each full refresh of the view with so many jobs. */
  readonly refreshes: readonly number[];
  readonly jobs: number;
}

/** Milliseconds between two looks at the event loop. */
const interval = 1;

/** Milliseconds for VS Code's own extensions to begin, and for a host that has nothing to do. */
const rest = 5_000;

/** Writes a `HostBatch` to the file named in BENCH_RESULTS. */
export async function run(): Promise<void> {
  const images = (await vscode.workspace.findFiles("*.png")).toSorted();
  await setTimeout(rest);
  await upscale(images.slice(0, 4));
  const atRest = await watch(() => setTimeout(rest));
  const atWork = await watch(() => upscale(images));
  const found: HostBatch = { atRest, atWork, refreshes: await refreshTimes(), jobs: jobsShown };
  writeFileSync(process.env["BENCH_RESULTS"] ?? "", JSON.stringify(found));
}

async function upscale(images: readonly vscode.Uri[]): Promise<void> {
  const made: unknown = await vscode.commands.executeCommand(
    "clarityUpscaler.upscaleImage",
    images[0],
    images,
  );
  if (!Array.isArray(made) || made.length !== images.length) {
    throw new Error("not every image was upscaled");
  }
}

async function watch(work: () => Promise<unknown>): Promise<LoopDelay> {
  const histogram = monitorEventLoopDelay({ resolution: interval });
  histogram.enable();
  await work();
  histogram.disable();
  const delay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - interval);
  return { p99: delay(histogram.percentile(99)), max: delay(histogram.max) };
}

// Runs inside a real extension host, where VS Code calls `run`: a batch, and the Jobs view with many jobs.
import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { watchLoop } from "../loopDelay.ts";
import type { LoopDelay } from "../loopDelay.ts";
import { jobsShown, refreshTimes } from "./jobsView.ts";

/** What was seen of the extension host, milliseconds. */
export interface HostBatch {
  readonly atRest: LoopDelay;
  /** Of each batch. */
  readonly atWork: readonly LoopDelay[];
  /** Of each full refresh of the view with so many jobs. */
  readonly refreshes: readonly number[];
  readonly jobs: number;
}

/** Milliseconds for VS Code's own extensions to begin, and for a host that has nothing to do. */
const rest = 5_000;

/** Writes a `HostBatch` of BENCH_BATCHES batches to the file named in BENCH_RESULTS. */
export async function run(): Promise<void> {
  const images = (await vscode.workspace.findFiles("*.png")).toSorted();
  await setTimeout(rest);
  await upscale(images.slice(0, 4));
  const atRest = await watchLoop(() => setTimeout(rest));
  const atWork: LoopDelay[] = [];
  for (let batch = 0; batch < Number(process.env["BENCH_BATCHES"]); batch++) {
    atWork.push(await watchLoop(() => upscale(images)));
  }
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

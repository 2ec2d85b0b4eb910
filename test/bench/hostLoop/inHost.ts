// Runs inside a real extension host, where VS Code calls `run`: watches its event loop while pictures are upscaled.
import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { watchLoop } from "../loopDelay.ts";
import type { LoopDelay } from "../loopDelay.ts";
import { forgetPeak, peakMemory } from "../peakMemory.ts";
import type { LoopSource } from "./sources.ts";

/** What was seen of the extension host during one run. */
export interface Watched extends LoopDelay {
  readonly name: string;
  /** Resident bytes at the peak beyond those before. */
  readonly memory: number;
}

/** Milliseconds for VS Code's own extensions to begin, and for a host that has nothing to do. */
const rest = 5_000;

/** Writes a `Watched` for rest and for each source but the first to the file named in BENCH_RESULTS. */
export async function run(): Promise<void> {
  const [warmUp, ...sources]: LoopSource[] = JSON.parse(process.env["BENCH_SOURCES"] ?? "[]");
  await setTimeout(rest);
  if (warmUp) {
    await upscale(warmUp);
  }
  const watched = [await watch("at rest", () => setTimeout(rest))];
  for (const source of sources) {
    watched.push(await watch(source.name, () => upscale(source)));
  }
  writeFileSync(process.env["BENCH_RESULTS"] ?? "", JSON.stringify(watched));
}

async function upscale({ name, path, model }: LoopSource): Promise<void> {
  const settings = vscode.workspace.getConfiguration("clarityUpscaler");
  await settings.update("model", model, vscode.ConfigurationTarget.Global);
  const made = await vscode.commands.executeCommand(
    "clarityUpscaler.upscaleImage",
    vscode.Uri.file(path),
  );
  if (!Array.isArray(made) || made.length !== 1) {
    throw new Error(`nothing was made of ${name}`);
  }
}

async function watch(name: string, work: () => Promise<unknown>): Promise<Watched> {
  const before = process.memoryUsage().rss;
  forgetPeak();
  const delay = await watchLoop(work);
  return { name, ...delay, memory: peakMemory() - before };
}

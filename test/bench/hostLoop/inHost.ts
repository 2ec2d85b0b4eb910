// Runs inside a real extension host, where VS Code calls `run`: watches its event loop while pictures are upscaled.
import { readFileSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import type { LoopSource } from "./sources.ts";

/** What was seen of the extension host during one run. */
export interface Watched {
  readonly name: string;
  /** Delays of the event loop, ms. */
  readonly p99: number;
  readonly max: number;
  /** The longest delay, ms, without the time in which others had the processors. */
  readonly maxOwn: number;
  /** Resident bytes at the peak beyond those before. */
  readonly memory: number;
}

/** Milliseconds between two looks at the event loop. */
const interval = 1;

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
  // The peak is counted from here on (proc(5)).
  writeFileSync("/proc/self/clear_refs", "5");
  const before = memory("VmRSS");
  const histogram = monitorEventLoopDelay({ resolution: interval });
  histogram.enable();
  const stop = watchOwn();
  await work();
  const maxOwn = stop();
  histogram.disable();
  const delay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - interval);
  return {
    name,
    p99: delay(histogram.percentile(99)),
    max: delay(histogram.max),
    maxOwn,
    memory: memory("VmHWM") - before,
  };
}

/** Looks for the longest delay that is not the machine's, until the function is called that it returns. */
function watchOwn(): () => number {
  let longest = 0;
  let last = { now: performance.now(), waited: waited() };
  const timer = setInterval(() => {
    const look = { now: performance.now(), waited: waited() };
    longest = Math.max(longest, look.now - last.now - (look.waited - last.waited) - interval);
    last = look;
  }, interval);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

/** Milliseconds in which this thread could have run and had no processor (Linux, sched-stats.rst). */
const waited = (): number =>
  Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[1]) / 1e6;

/** A line of the process's status, in bytes. */
function memory(line: "VmRSS" | "VmHWM"): number {
  const status = readFileSync("/proc/self/status", "utf8");
  return 1024 * Number(new RegExp(`^${line}:\\s*(\\d+) kB$`, "m").exec(status)?.[1]);
}

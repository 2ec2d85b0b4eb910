// Runs inside a real extension host, where VS Code calls `run`: activates extensions in turn and times each.
import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";

/** Milliseconds that extensions took to activate, by what they are. */
export type Activations = Readonly<Record<"ours" | "empty" | "mediaPreview", readonly number[]>>;

/** Writes `Activations` to the file named in BENCH_RESULTS. */
export async function run(): Promise<void> {
  const copies = Number(process.env["BENCH_COPIES"]);
  const activations = { ours: [0], empty: [0], mediaPreview: [0] };
  const activate = async (kind: keyof Activations, id: string) => {
    activations[kind].push(await timed(id));
  };
  // VS Code's own extensions begin first.
  await setTimeout(5_000);
  for (let copy = 0; copy < copies; copy++) {
    await activate("empty", `bench.empty-${copy}`);
    await activate("ours", `bench.ours-${copy}`);
  }
  await activate("mediaPreview", "vscode.media-preview");
  const results = Object.fromEntries(
    Object.entries(activations).map(([kind, times]) => [kind, times.slice(1)]),
  );
  writeFileSync(process.env["BENCH_RESULTS"] ?? "", JSON.stringify(results));
}

async function timed(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    throw new Error(`${id} is ${extension ? "active already" : "not there"}`);
  }
  const started = performance.now();
  await extension.activate();
  return performance.now() - started;
}

// Runs inside a real extension host, where VS Code calls `run`: activates extensions in turn and times each.
import { statSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";

/** What extensions took to activate. */
interface Activation {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes of the extension's own code that were read. */
  readonly parsed: number;
}

/** All activations, by what was activated. */
export type Activations = Readonly<
  Record<"ours" | "empty" | "mediaPreview", readonly Activation[]>
>;

/** Writes `Activations` to the file named in BENCH_RESULTS. */
export async function run(): Promise<void> {
  const copies = Number(process.env["BENCH_COPIES"]);
  const ours: Activation[] = [];
  const empty: Activation[] = [];
  // VS Code's own extensions begin first.
  await setTimeout(5_000);
  for (let copy = 0; copy < copies; copy++) {
    const pair = [
      async () => empty.push(await activated(`bench.empty-${copy}`)),
      async () => ours.push(await activated(`bench.ours-${copy}`)),
    ];
    // Each goes first as often as the other.
    for (const activate of copy % 2 === 0 ? pair : pair.toReversed()) {
      await activate();
    }
  }
  const found: Activations = {
    ours,
    empty,
    mediaPreview: [await activated("vscode.media-preview")],
  };
  writeFileSync(process.env["BENCH_RESULTS"] ?? "", JSON.stringify(found));
}

async function activated(id: string): Promise<Activation> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    throw new Error(`${id} is ${extension ? "active already" : "not there"}`);
  }
  const started = performance.now();
  await extension.activate();
  const time = performance.now() - started;
  return { time, parsed: parsedBelow(extension.extensionPath) };
}

/** Bytes of the modules that were loaded from a folder. */
const parsedBelow = (folder: string): number =>
  Object.keys(require.cache)
    .filter((path) => path.startsWith(`${folder}/`))
    .reduce((sum, path) => sum + statSync(path).size, 0);

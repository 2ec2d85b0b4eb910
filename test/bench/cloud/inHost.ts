// Runs inside a real extension host, where VS Code calls `run`: the command on what comes over a connection.
import { watch, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { forgetPeak, peakMemory } from "../peakMemory.ts";
import { now } from "./clock.ts";
import type { Mark, Said, Task } from "./task.ts";

/** Milliseconds for VS Code's own extensions to begin. */
const rest = 5_000;

/** Does tasks until the connection to the port in BENCH_PORT ends. */
export async function run(): Promise<void> {
  const socket = connect(Number(process.env["BENCH_PORT"]), "127.0.0.1");
  const say = (said: Said) => socket.write(`${JSON.stringify(said)}\n`);
  await setTimeout(rest);
  say({ type: "loaded" });
  for await (const line of createInterface({ input: socket })) {
    say(await perform(JSON.parse(line)));
  }
  writeFileSync(process.env["BENCH_RESULTS"] ?? "", "null");
}

async function perform({ sources }: Task): Promise<Said> {
  const uris = sources.map((path) => vscode.Uri.file(path));
  const idle = process.memoryUsage().rss;
  const marks: Mark[] = [];
  const folder = watch(dirname(sources[0] ?? ""), (_change, name) => {
    if (name?.endsWith("@2x.png")) {
      marks.push({ name: "written", at: now() });
    }
  });
  forgetPeak();
  marks.push({ name: "begun", at: now() });
  try {
    await vscode.commands.executeCommand("clarityUpscaler.upscaleImage", uris[0], uris);
  } catch (error) {
    return { type: "failed", message: String(error) };
  } finally {
    folder.close();
  }
  return { type: "done", marks, idle, peak: peakMemory() };
}

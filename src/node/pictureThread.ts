import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { StartedThread } from "../worker/thread.ts";

/** Starts a thread that runs the bundle in `file`. */
export function startThread(file: string): StartedThread {
  const worker = new Worker(file);
  // A thread that waits for work must not keep the process alive.
  worker.unref();
  return {
    endpoint: nodeEndpoint(worker),
    onDeath: (die) => worker.once("error", die).once("messageerror", die).once("exit", die),
    end: () => void worker.terminate(),
  };
}

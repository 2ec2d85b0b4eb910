import { isMainThread } from "node:worker_threads";

// Loaded before every test file: generated cases are the same ones in every run. Others with FC_SEED. Plain
// JavaScript, because threads inherit it, and those read no TypeScript.
if (isMainThread) {
  const { configureGlobal } = await import("fast-check");
  configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_122) });
}

import { parentPort } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { servePictures } from "../worker/serve.ts";

// A module for two: a worker thread of ours, and an extension host for what needs no other thread.
export { finishQuickly } from "../worker/quickFinish.ts";

if (parentPort !== null) {
  servePictures(nodeEndpoint(parentPort));
}

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A full collection, asked for in a process that was not started with the flag for it. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

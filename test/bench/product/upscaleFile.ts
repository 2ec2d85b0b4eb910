// Upscales one file as the extension does, and tells on stdout what the process took at most.
// Bundled before it runs, so that nothing is loaded but the product.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { OnDevice } from "../../../src/backends/device/onDevice.ts";
import { encodedImage } from "../../../src/core/encodedImage.ts";
import { forgetPeak, peakMemory } from "../peakMemory.ts";
import { productPool } from "./productPool.ts";

/** What the process prints when it is done, as JSON. */
export interface FileUpscaled {
  /** Resident memory before the picture was read, bytes. */
  readonly idle: number;
  /** The most the process had from then on, bytes. */
  readonly peak: number;
  readonly wall: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: "string" }, model: { type: "string" } },
});
const [source = "", output = ""] = positionals;
const idle = process.memoryUsage().rss;
forgetPeak();
const started = performance.now();
const image = encodedImage(readFileSync(source));
if ("problem" in image) {
  throw new Error(`${source} is ${image.problem}`);
}
const pool = productPool(values.pictures ?? "");
const backend = new OnDevice(pool);
const model = values.model === "device-fast" ? "device-fast" : "device-standard";
const options = { model, scale: 2, denoise: "auto" } as const;
const { signal } = new AbortController();
const made = await backend.upscale(image, options, () => {}, signal);
writeFileSync(output, made.image.bytes);
const upscaled: FileUpscaled = {
  idle,
  peak: peakMemory(),
  wall: (performance.now() - started) / 1000,
};
console.log(JSON.stringify(upscaled));
// Threads end by themselves after half a minute, for which nobody should wait.
pool.dispose();

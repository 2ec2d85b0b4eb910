// Makes the pictures in test/fixtures/golden/ that the device's networks are held to:
// tsx test/bench/onnx/makeGoldens.ts
//
// For each kind a source, KIND.png, and what ONNX Runtime makes of it, KIND.NETWORK.png. What it draws
// for the sources is drawn by sharp, so another version of that may change them.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Raster } from "../../../src/pictures/raster.ts";
import { sharpOf } from "../../support/rasters.ts";
import { loadOnnxRuntime } from "../contenders/onnxRuntime.ts";
import { ensureAlternatives } from "../install.ts";
import { goldenSources } from "./goldenSources.ts";

const folder = new URL("../../fixtures/golden/", import.meta.url);

async function write(name: string, raster: Raster): Promise<void> {
  const pixels = sharpOf(raster)
    .removeAlpha()
    .png({ compressionLevel: 9, adaptiveFiltering: true });
  await pixels.toFile(fileURLToPath(new URL(`${name}.png`, folder)));
}

await ensureAlternatives();
await mkdir(folder, { recursive: true });
const [fast, standard] = [
  await loadOnnxRuntime("node", "fast"),
  await loadOnnxRuntime("node", "standard"),
];
for (const [kind, source] of Object.entries(await goldenSources())) {
  await write(kind, source);
  const plain = { source, scale: 2, isLossy: false } as const;
  await write(`${kind}.fast`, await fast.upscale(plain));
  await write(`${kind}.standard`, await standard.upscale(plain));
  await write(`${kind}.standard-denoise`, await standard.upscale({ ...plain, isLossy: true }));
}

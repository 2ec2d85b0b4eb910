import type { AssetName, LoadAsset } from "../../pictures/assets.ts";
import { Anime4k } from "./anime4k.ts";
import { type Kernel, loadKernel } from "./kernel.ts";
import type { Network, NetworkName } from "./network.ts";
import { Upconv7 } from "./upconv7.ts";
import { WeightsReader } from "./weightsReader.ts";

interface Row {
  readonly weights: AssetName;
  readonly build: (kernel: Kernel, weights: WeightsReader) => Network;
}

const upconv7 = (kernel: Kernel, weights: WeightsReader) => new Upconv7(kernel, weights);
const anime4k = (kernel: Kernel, weights: WeightsReader) => new Anime4k(kernel, weights);

/** The place for another network (cunet would be better still, and is too large to ship). */
const rows: Record<NetworkName, Row> = {
  fast: { weights: "fast.weights", build: anime4k },
  standard: { weights: "standard.weights", build: upconv7 },
  "standard-denoise": { weights: "standard-denoise.weights", build: upconv7 },
};

/** A network with memory of its own. Errors: those of `load`; RangeError when memory is short. */
export async function loadNetwork(name: NetworkName, load: LoadAsset): Promise<Network> {
  const { weights, build } = rows[name];
  const [kernel, bytes] = await Promise.all([loadKernel(load), load(weights)]);
  const reader = new WeightsReader(bytes);
  const network = build(kernel, reader);
  reader.end();
  return network;
}

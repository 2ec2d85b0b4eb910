import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Anime4k } from "../../src/engine/network/anime4k.ts";
import { Kernel, loadKernel } from "../../src/engine/network/kernel.ts";
import { loadNetwork } from "../../src/engine/network/loadNetwork.ts";
import type { Network } from "../../src/engine/network/network.ts";
import { Upconv7 } from "../../src/engine/network/upconv7.ts";
import { WeightsReader } from "../../src/engine/network/weightsReader.ts";
import { loadAsset } from "../support/assets.ts";
import { drawn } from "../support/rasters.ts";
import { doubledWhole } from "../support/windows.ts";

const megabytes = 2 ** 20;
const readWeights = async (name: "fast.weights" | "standard.weights") =>
  new WeightsReader(await loadAsset(name));

const cases = [
  ["fast", async (kernel: Kernel) => new Anime4k(kernel, await readWeights("fast.weights")), 18],
  [
    "standard",
    async (kernel: Kernel) => new Upconv7(kernel, await readWeights("standard.weights")),
    32,
  ],
] as const satisfies readonly (readonly [string, (kernel: Kernel) => Promise<Network>, number])[];

suite("a network's memory", () => {
  for (const [name, build, limit] of cases) {
    test(`${name}: less than ${limit} MB, all of it from the start`, async () => {
      const kernel = await loadKernel(loadAsset);
      const network = await build(kernel);
      const { byteLength } = kernel;
      assert.ok(byteLength < limit * megabytes, `${byteLength / megabytes} MB`);
      const { largestSide } = network;
      for (const [width, height] of [
        [largestSide + network.context, 3],
        [5, largestSide + network.context],
        [1, 1],
        [17, 90],
        [40, 40],
      ] as const) {
        doubledWhole(
          network,
          drawn(width, height, (x, y) => [x % 256, y % 256, 9, 255]),
        );
      }
      assert.equal(kernel.byteLength, byteLength);
    });
  }

  test("that cannot grow is a RangeError", async () => {
    const { run } = await loadKernel(loadAsset);
    const kernel = new Kernel(run, new WebAssembly.Memory({ initial: 2, maximum: 20 }));
    assert.throws(() => kernel.allocate(64 * 65_536), RangeError);
  });
});

suite("a damaged file", () => {
  for (const [name, change] of [
    ["cut off", (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1)],
    [
      "with something after its end",
      (bytes: Uint8Array<ArrayBuffer>) => Uint8Array.of(...bytes, 0),
    ],
  ] as const) {
    test(`${name} is refused`, async () => {
      const load: typeof loadAsset = async (asset) => {
        const bytes = await loadAsset(asset);
        return asset === "fast.weights" ? change(bytes) : bytes;
      };
      await assert.rejects(loadNetwork("fast", load));
    });
  }
});

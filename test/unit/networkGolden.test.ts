import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite, test } from "node:test";
import { loadNetwork } from "../../src/engine/network/loadNetwork.ts";
import type { Raster } from "../../src/pictures/raster.ts";
import { loadAsset } from "../support/assets.ts";
import { decodedBySharp, largestDifference } from "../support/rasters.ts";
import { doubledWhole } from "../support/windows.ts";

const golden = async (name: string): Promise<Raster> =>
  decodedBySharp(await readFile(`test/fixtures/golden/${name}.png`));

// The goldens are made by test/bench/onnx/makeGoldens.ts.
suite("a network agrees with ONNX Runtime's result to a level, edges included", () => {
  for (const name of ["fast", "standard", "standard-denoise"] as const) {
    for (const kind of ["photo", "drawing", "noise", "gradient", "pixel"]) {
      test(`${name}, ${kind}`, async () => {
        const network = await loadNetwork(name, loadAsset);
        const [source, expected] = [await golden(kind), await golden(`${kind}.${name}`)];
        const whole = doubledWhole(network, source);
        assert.ok(largestDifference(whole, expected) <= 1, "in one region");
        const inPieces = doubledWhole(network, source, 19);
        assert.ok(largestDifference(inPieces, expected) <= 1, "in pieces");
      });
    }
  }

  test("which would show: the networks' results differ by more", async () => {
    const [fast, standard] = [await golden("drawing.fast"), await golden("drawing.standard")];
    assert.ok(largestDifference(fast, standard) > 20);
  });
});

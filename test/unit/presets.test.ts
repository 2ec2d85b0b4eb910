import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import { checkOptions } from "../../src/core/options.ts";
import { builtInPresets, readPresets } from "../../src/core/presets.ts";
import { clarityOptions } from "../support/fakes.ts";

const inputsOf = (id: string) => builtInPresets.find((preset) => preset.id === id)?.inputs;

suite("the presets that come along", () => {
  for (const { id, inputs } of builtInPresets) {
    test(`${id} has values that the model takes`, () => {
      assert.doesNotThrow(() => checkOptions({ ...clarityOptions, ...inputs }));
    });

    test(`${id} leaves the seed and the safety checker to the user`, () => {
      assert.deepEqual([inputs.seed, inputs.safetyChecker], [undefined, undefined]);
    });
  }

  test("no two are the same", () => {
    const values = builtInPresets.map(({ inputs }) => JSON.stringify(inputs));
    assert.equal(new Set(values).size, values.length);
  });

  test("the less a picture may change, the less is invented", () => {
    const creativities = ["textAndUi", "faithful", "balanced", "creative"].map(
      (id) => inputsOf(id)?.creativity ?? Number.NaN,
    );
    assert.deepEqual(
      creativities,
      creativities.toSorted((a, b) => a - b),
    );
  });
});

suite("readPresets", () => {
  test("gives the user's own in their order, with nothing added", () => {
    const setting = {
      "Old scans": { creativity: 0.2, prompt: "photo", seed: null },
      Nothing: {},
      日本: { inferenceSteps: 50, safetyChecker: false },
    };
    assert.deepEqual(readPresets(setting), [
      { id: "Old scans", label: "Old scans", inputs: setting["Old scans"] },
      { id: "Nothing", label: "Nothing", inputs: {} },
      { id: "日本", label: "日本", inputs: setting.日本 },
    ]);
  });

  test("none are none", () => assert.deepEqual(readPresets({}), []));

  for (const [setting, detail] of [
    [{ Bold: { creativity: 1.5 } }, "Bold › creativity"],
    [{ Bold: { resemblance: -0.1 } }, "Bold › resemblance"],
    [{ Bold: { guidanceScale: "4" } }, "Bold › guidanceScale"],
    [{ Bold: { inferenceSteps: 18.5 } }, "Bold › inferenceSteps"],
    [{ Bold: { seed: -1 } }, "Bold › seed"],
    [{ Bold: { safetyChecker: "false" } }, "Bold › safetyChecker"],
    [{ Bold: { prompt: null } }, "Bold › prompt"],
    [{ Bold: { scale: 3 } }, "Bold › scale"],
    [{ Bold: { model: "device-fast" } }, "Bold › model"],
    [{ Bold: 0.5 }, "Bold"],
    [{ Bold: null }, "Bold"],
    [{ " ": {} }, " "],
    [["Bold"], "0"],
    ["Bold", undefined],
    [null, undefined],
    [undefined, undefined],
  ] as const) {
    test(`refuses ${JSON.stringify(setting)} and says where it is wrong`, () => {
      assert.throws(
        () => readPresets(setting),
        (error) =>
          error instanceof UpscaleError &&
          error.reason === "badSetting" &&
          error.subject === "presets" &&
          error.detail === detail,
      );
    });
  }
});

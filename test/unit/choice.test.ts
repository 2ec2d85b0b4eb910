import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { optionsFor, readChoice } from "../../src/core/choice.ts";
import type { Choice, OptionSettings } from "../../src/core/choice.ts";
import { clarityOptions } from "../support/fakes.ts";

const { model: _model, scale: _scale, ...inputs } = clarityOptions;

const clarity: Choice = {
  size: { kind: "width", pixels: 1920 },
  model: "clarity",
  inputs: { ...inputs, creativity: 0.2 },
  preset: "Faithful",
};
const here: Choice = {
  size: { kind: "factor", factor: 3 },
  model: "device-standard",
  denoise: "never",
};
const settings: OptionSettings = { scale: 2, inputs, denoise: "always" };
const source = { width: 1280, height: 720 };

suite("readChoice", () => {
  for (const [what, choice] of [
    ["a preset at a width", clarity],
    ["a model on this device", here],
    ["own inputs", { ...clarity, preset: undefined }],
    ["megapixels", { ...here, size: { kind: "megapixels", megapixels: 2.5 } }],
    ["a height", { ...here, size: { kind: "height", pixels: 1 } }],
  ] as const) {
    test(`gives back ${what} as it was kept`, () => {
      const kept: unknown = JSON.parse(JSON.stringify(choice));
      assert.deepEqual(readChoice(kept), kept);
    });
  }

  test("properties of another version are left out", () => {
    assert.deepEqual(readChoice({ ...here, since: 5 }), here);
  });

  const sized = (size: unknown) => ({ ...here, size });
  for (const [what, value] of [
    ["nothing", undefined],
    ["null", null],
    ["a text", "2x"],
    ["a list", []],
    ["an empty object", {}],
    ["another model", { ...here, model: "gpu" }],
    ["no model", { ...here, model: undefined }],
    ["another denoising", { ...here, denoise: "sometimes" }],
    ["a preset that is no name", { ...here, preset: 5 }],
    ["no size", { ...here, size: undefined }],
    ["a factor above 4", sized({ kind: "factor", factor: 4.1 })],
    ["a factor below 1", sized({ kind: "factor", factor: 0.5 })],
    ["a factor that is a text", sized({ kind: "factor", factor: "2" })],
    ["a factor in pixels", sized({ kind: "factor", pixels: 5 })],
    ["no width", sized({ kind: "width", pixels: 0 })],
    ["half a pixel", sized({ kind: "width", pixels: 10.5 })],
    ["an endless height", sized({ kind: "height", pixels: Number.POSITIVE_INFINITY })],
    ["megapixels that are no number", sized({ kind: "megapixels", megapixels: Number.NaN })],
    ["negative megapixels", sized({ kind: "megapixels", megapixels: -1 })],
    ["another kind of size", sized({ kind: "depth", pixels: 5 })],
    ["an input out of its range", { ...clarity, inputs: { ...inputs, creativity: 2 } }],
    ["a fraction of a seed", { ...clarity, inputs: { ...inputs, seed: 1.5 } }],
    ["an input that is none", { ...clarity, inputs: { ...inputs, webhook: "x" } }],
    ["only some inputs", { ...clarity, inputs: { prompt: "only" } }],
  ] as const) {
    test(`makes nothing of ${what}`, () => assert.equal(readChoice(value), undefined));
  }
});

suite("optionsFor", () => {
  test("gives Clarity the inputs that were chosen, and the exact factor", () => {
    assert.deepEqual(optionsFor(clarity, source, settings), {
      ...clarityOptions,
      creativity: 0.2,
      scale: 1.5,
    });
  });

  test("gives a model on this device nothing of Clarity's", () => {
    assert.deepEqual(optionsFor({ ...here, inputs }, source, settings), {
      model: "device-standard",
      scale: 3,
      denoise: "never",
    });
  });

  test("takes from the settings what was not chosen", () => {
    const size = { kind: "factor", factor: 2 } as const;
    assert.deepEqual(
      [
        optionsFor({ size, model: "clarity" }, source, settings),
        optionsFor({ size, model: "device-fast" }, source, settings),
      ],
      [clarityOptions, { model: "device-fast", scale: 2, denoise: "always" }],
    );
  });

  test("asks nothing of an image that is as large already, whatever is large for the others", () => {
    const sizes = [500, 1920, 4000].map((width) => ({ width, height: 100 }));
    assert.deepEqual(
      sizes.map((size) => optionsFor(clarity, size, settings)?.scale),
      [3.84, undefined, undefined],
    );
  });

  test("never asks for more than a model takes", () => {
    assert.equal(optionsFor(clarity, { width: 100, height: 100 }, settings)?.scale, 4);
  });

  test("of an image of unknown size takes the factor, or that of the settings", () => {
    assert.deepEqual(
      [here, clarity].map((choice) => optionsFor(choice, undefined, settings)?.scale),
      [3, 2],
    );
  });
});

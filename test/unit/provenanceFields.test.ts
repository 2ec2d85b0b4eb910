import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { likelySources } from "../../src/core/likelySources.ts";
import { parametersText } from "../../src/core/parametersText.ts";
import { fieldsOf } from "../../src/core/provenanceFields.ts";
import { provenanceFrom } from "../../src/core/provenanceFrom.ts";
import { clarityOptions } from "../support/fakes.ts";
import { provenances } from "../support/provenances.ts";

const { cloud, device } = provenances;

suite("how a picture was made, as texts by name", () => {
  test("is by the names of our settings, with the seed that was taken", () => {
    assert.deepEqual(fieldsOf({ ...cloud, options: { ...clarityOptions, seed: null } }), {
      model: "clarity",
      scale: "2",
      prompt: "p",
      negativePrompt: "n",
      creativity: "0.35",
      resemblance: "0.6",
      guidanceScale: "4",
      inferenceSteps: "18",
      seed: "7",
      safetyChecker: "true",
      endpoint: "fal-ai/clarity-upscaler",
      requestId: "r-1",
      sourceSha256: "ab".repeat(32),
      date: "2026-11-22T09:08:07.006Z",
      version: "1.2.3",
    });
  });

  for (const [name, made] of Object.entries(provenances)) {
    test(`reads back the same: ${name}`, () =>
      assert.deepEqual(provenanceFrom(fieldsOf(made)), made));
  }

  test("reads back without what nobody knew", () => {
    const read = provenanceFrom(fieldsOf({ options: clarityOptions }));
    assert.deepEqual(JSON.parse(JSON.stringify(read)), { options: clarityOptions });
  });

  const bad: Readonly<Record<string, string>> = {
    model: "gpt",
    scale: "400",
    creativity: "-1",
    resemblance: "0x1",
    guidanceScale: "many",
    inferenceSteps: "18.5",
    seed: "1e400",
    safetyChecker: "yes",
  };
  for (const [name, value] of Object.entries(bad)) {
    test(`is nothing with an option that cannot be sent: ${name} ${value}`, () =>
      assert.equal(provenanceFrom({ ...fieldsOf(cloud), [name]: value }), undefined));
  }

  const odd: Readonly<Record<string, string>> = {
    endpoint: "https://example.com/?key",
    requestId: "a b",
    sourceSha256: "../../etc/passwd",
    date: "yesterday",
    version: "1".repeat(101),
  };
  test("loses what is no name, number or date, and keeps the rest", () => {
    const read = provenanceFrom({ ...fieldsOf(device), ...odd });
    assert.deepEqual(JSON.parse(JSON.stringify(read)), { options: device.options });
  });

  test("is nothing in any other texts", () => {
    const key = fc.constantFrom(...Object.keys(fieldsOf(cloud)), "__proto__", "constructor");
    fc.assert(
      fc.property(fc.dictionary(key, fc.string()), (fields) => {
        assert.equal(provenanceFrom(fields), undefined);
      }),
    );
  });
});

suite("the text of a PNG's keyword `parameters`", () => {
  test("is what tools for generated pictures write", () => {
    const options = { ...clarityOptions, prompt: "a fox\nat night", negativePrompt: "noise" };
    assert.equal(
      parametersText({ ...cloud, options }),
      "a fox\nat night\nNegative prompt: noise\nSteps: 18, CFG scale: 4, Seed: 7, Denoising strength: 0.35, " +
        "Resemblance: 0.6, Upscale by: 2, Model: fal-ai/clarity-upscaler, Version: Clarity Upscaler 1.2.3",
    );
  });

  test("has no prompt of a picture that was made on a device", () => {
    assert.equal(
      parametersText(device),
      "Upscale by: 1.5, Upscaler: device-standard, Denoise: auto, Version: Clarity Upscaler 1.2.3",
    );
  });
});

suite("what a result was made from", () => {
  test("is looked for first where the names are alike", () => {
    const names = ["a.png", "hero-big.png", "hero@2x.png", "hero.png", "he.png"];
    assert.deepEqual(likelySources("hero@2x.png", names), [
      "hero.png",
      "hero-big.png",
      "he.png",
      "a.png",
    ]);
  });
});

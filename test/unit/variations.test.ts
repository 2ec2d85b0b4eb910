import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { checkTemplate, defaultTemplate, outputName } from "../../src/core/outputName.ts";
import { variationCounts, variationsOf, variationTemplate } from "../../src/core/variations.ts";
import { clarityOptions } from "../support/fakes.ts";

const { model: _model, scale: _scale, ...inputs } = clarityOptions;

/** Numbers from 0 to below 1, as `Math.random` gives them. */
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

suite("variationsOf", () => {
  test("seeds differ, and nothing else", () => {
    fc.assert(
      fc.property(fc.constantFrom(...variationCounts), random, (count, chance) => {
        const made = variationsOf(inputs, "seed", count, () => chance);
        const seeds = made.map(({ inputs: { seed, ...others } }) => {
          assert.deepEqual({ ...others, seed: null }, inputs);
          return seed;
        });
        assert.equal(new Set(seeds).size, count);
        assert.ok(seeds.every((seed) => Number.isSafeInteger(seed) && Number(seed) >= 0));
        assert.deepEqual(
          made.map(({ varied }) => varied),
          seeds.map((value) => ({ input: "seed", value })),
        );
      }),
    );
  });

  test("without a given chance no two runs are the same", () => {
    const seeds = () => variationsOf(inputs, "seed", 4).map(({ varied }) => varied.value);
    assert.notDeepEqual(seeds(), seeds());
  });

  for (const [creativity, count, expected] of [
    [0.35, 2, [0.15, 0.55]],
    [0.35, 3, [0.15, 0.35, 0.55]],
    [0.35, 4, [0.15, 0.28, 0.42, 0.55]],
    [0, 3, [0, 0.2, 0.4]],
    [0.05, 2, [0, 0.4]],
    [1, 2, [0.6, 1]],
    [0.95, 4, [0.6, 0.73, 0.87, 1]],
  ] as const) {
    test(`${count} creativities around ${creativity} are ${expected.join(", ")}`, () => {
      const made = variationsOf({ ...inputs, creativity }, "creativity", count);
      assert.deepEqual(
        made.map(({ inputs: asked }) => asked.creativity),
        expected,
      );
    });
  }

  test("with different creativities chance is the same for all: the user's seed, or a new one", () => {
    const own = variationsOf({ ...inputs, seed: 42 }, "creativity", 3);
    const fresh = variationsOf(inputs, "creativity", 3, () => 0.5);
    assert.deepEqual(
      [own, fresh].map((made) => made.map(({ inputs: { seed } }) => seed)),
      [
        [42, 42, 42],
        [500_000, 500_000, 500_000],
      ],
    );
  });
});

suite("variationTemplate", () => {
  const hero = { sourceName: "hero.png", scale: 2, width: 640, height: 400, ext: "png" };
  const [seed, creativity] = [
    { input: "seed", value: 123 },
    { input: "creativity", value: 0.35 },
  ] as const;

  for (const [template, varied, expected] of [
    [defaultTemplate, seed, "hero@2x-seed123.png"],
    [defaultTemplate, creativity, "hero@2x-creativity0.35.png"],
    ["${name}.${ext}", seed, "hero-seed123.png"],
    ["${ext} ${name}.${ext}.${ext}", seed, "png hero.png-seed123.png"],
    // Too long for more, and not usable at all.
    [`${"a".repeat(186)}\${name}.\${ext}`, seed, "hero@2x-seed123.png"],
    ["../${name}.${ext}", seed, "hero@2x-seed123.png"],
  ] as const) {
    test(`${template.slice(0, 40)} with ${varied.input} names ${expected}`, () => {
      const marked = variationTemplate(template, varied);
      assert.equal(checkTemplate(marked), undefined);
      assert.equal(outputName({ ...hero, template: marked }), expected);
    });
  }
});

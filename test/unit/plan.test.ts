import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { UpscaleOptions } from "../../src/core/options.ts";
import { planLot, planPicked, totalMegapixels } from "../../src/core/plan.ts";
import type { Earlier } from "../../src/core/plan.ts";
import type { Surveyed, SurveyedImage } from "../../src/core/survey.ts";
import { clarityOptions, deviceOptions } from "../support/fakes.ts";

/** An image of the given size that was looked at. */
function surveyed(name: string, changes: Partial<SurveyedImage> = {}): Surveyed {
  return {
    source: { uri: `file:///art/${name}`, name },
    image: {
      format: "png",
      isLossy: false,
      width: 1000,
      height: 500,
      byteLength: 1000,
      hash: name,
      ...changes,
    },
  };
}

const damaged: Surveyed = {
  source: { uri: "file:///art/d.png", name: "d.png" },
  problem: "damaged",
};
const huge = surveyed("huge.png", { width: 6000, height: 6000 });
const nothingEarlier: Earlier = { isDone: () => false, isOurs: () => false };
const always = (options: UpscaleOptions) => () => options;

suite("a plan of images that were pointed at", () => {
  test("upscales each as asked, and counts the megapixels of the results", () => {
    const { images, skipped } = planPicked(
      [surveyed("a.png"), surveyed("b.png")],
      always(clarityOptions),
    );
    assert.deepEqual(
      images.map(({ source, megapixels, asked }) => [source.name, megapixels, asked]),
      [
        ["a.png", 2, undefined],
        ["b.png", 2, undefined],
      ],
    );
    assert.deepEqual(skipped, []);
    assert.equal(totalMegapixels(images), 4);
  });

  test("leaves none out for what it is: its job says what is the matter", () => {
    const { images, skipped } = planPicked([damaged], always(clarityOptions));
    assert.deepEqual([images.length, images[0]?.megapixels, skipped.length], [1, undefined, 0]);
  });

  test("takes the largest factor that works, and remembers what was asked for", () => {
    const { images } = planPicked([huge], always({ ...clarityOptions, scale: 4 }));
    const [planned] = images;
    assert.equal(planned?.asked, 4);
    assert.ok((planned?.megapixels ?? 0) > 99 && (planned?.megapixels ?? 0) <= 100);
  });

  test("leaves a factor that no model takes to the job, which refuses it", () => {
    for (const scale of [99, 0, Number.NaN]) {
      const { images } = planPicked([huge], always({ ...clarityOptions, scale }));
      assert.deepEqual([images[0]?.options.scale, images[0]?.asked], [scale, undefined]);
    }
  });

  test("leaves out what is large enough already", () => {
    const { images, skipped } = planPicked([surveyed("a.png")], () => undefined);
    assert.deepEqual(images, []);
    assert.deepEqual(
      skipped.map(({ source, why }) => [source.name, why]),
      [["a.png", "largeEnough"]],
    );
  });
});

suite("a plan of a lot", () => {
  const whys = (surveyedImages: readonly Surveyed[], earlier: Partial<Earlier> = {}) =>
    planLot(surveyedImages, always(deviceOptions), { ...nothingEarlier, ...earlier }).skipped.map(
      ({ why }) => why,
    );

  test("leaves out what cannot be upscaled, with the reason", () => {
    const tooLarge = surveyed("wide.png", { width: 20_000, height: 20_000 });
    assert.deepEqual(whys([damaged, tooLarge, surveyed("a.png")]), ["damaged", "tooLarge"]);
  });

  test("leaves out what the extension made, whatever it is called", () => {
    assert.deepEqual(whys([surveyed("a.png")], { isOurs: (hash) => hash === "a.png" }), ["ours"]);
  });

  test("leaves out what was done with the same options", () => {
    const isDone: Earlier["isDone"] = (hash, { model }) => hash === "a.png" && model !== "clarity";
    assert.deepEqual(whys([surveyed("a.png"), surveyed("b.png")], { isDone }), ["done"]);
  });

  test("asks for the options that would really be used: with the factor that works", () => {
    const asked: number[] = [];
    const isDone: Earlier["isDone"] = (_, { scale }) => asked.push(scale) > 5;
    planLot([huge], always({ ...clarityOptions, scale: 4 }), { ...nothingEarlier, isDone });
    assert.deepEqual(asked, [1.66]);
  });
});

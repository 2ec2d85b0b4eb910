import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import { checkOptions, numberRanges, settingRange } from "../../src/core/options.ts";
import { clarityOptions } from "../support/fakes.ts";

const options = clarityOptions;

/** The setting that is refused when `name` has `value`, or undefined. */
function refused(name: string, value: unknown): string | undefined {
  try {
    checkOptions({ ...options, [name]: value });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof UpscaleError && error.reason === "badSetting");
    return error.subject;
  }
}

suite("checkOptions", () => {
  for (const [name, { minimum, maximum, integer }] of Object.entries(numberRanges)) {
    test(`${name} takes its range and nothing beyond`, () => {
      assert.deepEqual(
        [minimum, maximum, minimum - 0.01, maximum + 1, Number.NaN, "2"].map((value) =>
          refused(name, value),
        ),
        [undefined, undefined, name, name, name, name],
      );
    });

    test(`${name} takes ${integer ? "whole numbers only" : "fractions"}`, () => {
      assert.equal(refused(name, minimum + 0.5), integer ? name : undefined);
    });
  }

  test("a seed may be null, nothing else may", () => {
    assert.deepEqual(
      Object.keys(options).map((name) => refused(name, null)),
      Object.keys(options).map((name) => (name === "seed" ? undefined : name)),
    );
  });

  test("texts must be texts, switches switches", () => {
    assert.deepEqual(
      [refused("prompt", 5), refused("negativePrompt", ["x"]), refused("safetyChecker", "true")],
      ["prompt", "negativePrompt", "safetyChecker"],
    );
  });

  test("a range is known for numbers only", () => {
    assert.deepEqual(
      [settingRange("scale")?.maximum, settingRange("prompt"), settingRange("toString")],
      [4, undefined, undefined],
    );
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { HeldPercent, countedPercent } from "../../src/core/countedPercent.ts";

suite("countedPercent", () => {
  const cases = [
    ["10/20", 50],
    ["Upscaling: 56% 10/18 [00:01<00:00]", (100 * 10) / 18],
    ["step 9 / 18", 50],
    ["56%", 56],
    ["12.5 %", 12],
    ["Running prediction", undefined],
    ["2024/12/20 started", undefined],
    ["http 1/1", undefined],
    ["20/10", undefined],
    ["150%", undefined],
    ["loaded v1.2/3.4", undefined],
    ["Upscaling: 10/18", (100 * 10) / 18],
    ["tile 3/12 done", 25],
    ["100% 18/18 [00:09<00:00, 2.0it/s]", 100],
    ["GPU mem 12/40 GB", undefined],
    ["12/40 GB in use", undefined],
    ["scale 2/4", undefined],
    ["resemblance 60%", undefined],
    ["image 1024/2048", undefined],
    ["using 80% of the memory", undefined],
  ] as const;
  for (const [line, expected] of cases) {
    test(line, () => assert.equal(countedPercent(line), expected));
  }
});

suite("HeldPercent", () => {
  const after = (...lines: readonly string[]) => {
    const held = new HeldPercent();
    for (const line of lines) {
      held.see(line);
    }
    return held.current;
  };

  test("knows nothing before a line counts", () => {
    assert.equal(after("Running prediction"), undefined);
  });

  test("is held when a new pass starts over", () => {
    assert.equal(after("9/18", "0/18", "2/18"), 50);
  });

  test("is never 100: the picture is not on disk yet", () => {
    assert.equal(after("18/18"), 99);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { displaySize, inspectImage } from "../../src/core/image/inspectImage.ts";
import { hostileBytes } from "./hostile/pictures.ts";
import { thousand } from "./hostile/settings.ts";

const problems = new Set([
  "empty",
  "notAnImage",
  "unsupportedFormat",
  "svg",
  "animated",
  "truncated",
  "damaged",
]);

suite("bytes that mean harm", () => {
  test("are a picture with a size or have a known problem: 1,000 generated ones", () => {
    const found = new Set<string>();
    const property = fc.property(hostileBytes, (bytes) => {
      const before = bytes.slice();
      const info = inspectImage(bytes);
      assert.deepEqual(bytes, before);
      found.add(info.ok ? info.format : info.problem);
      if (info.ok) {
        const { width, height } = displaySize(info);
        assert.ok(Number.isSafeInteger(width) && width > 0, `width ${width}`);
        assert.ok(Number.isSafeInteger(height) && height > 0, `height ${height}`);
        assert.ok(info.orientation >= 1 && info.orientation <= 8);
      } else {
        assert.ok(problems.has(info.problem));
        assert.match(info.detected ?? "", /^[\x20-\x7e]{0,40}$/);
      }
    });
    fc.assert(property, thousand);
    assert.ok(found.size > 7, `only ${[...found].join(", ")}`);
  });
});

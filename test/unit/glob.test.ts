import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { globMatcher } from "../../src/core/glob.ts";

/** A glob, paths that fit, and paths that do not. */
const table: readonly (readonly [glob: string, fits: string[], not: string[]])[] = [
  ["a.png", ["a.png"], ["b.png", "x/a.png", "a_png", "a.png/x", "A.png"]],
  ["*.png", ["a.png", ".png", "a.b.png"], ["x/a.png", "a.pngx"]],
  ["?.png", ["a.png"], [".png", "ab.png", "/.png"]],
  ["assets/*", ["assets/a", "assets/"], ["assets", "assets/a/b", "x/assets/a"]],
  ["**/raw", ["raw", "a/raw", "a/b/raw"], ["raw/a", "draw", "a/draw"]],
  ["**/raw/**", ["raw/a", "x/raw/a/b", "raw/"], ["raw", "x/raw", "draw/a"]],
  ["raw/**", ["raw/a", "raw/a/b"], ["raw", "x/raw/a"]],
  ["raw/**/x", ["raw/x", "raw/a/x", "raw/a/b/x"], ["raw/ax", "raw"]],
  ["**", ["a", "a/b", ""], []],
  ["**/*.{png,jp{e,}g}", ["a.png", "x/a.jpg", "x/a.jpeg"], ["a.jp", "a.webp", "a.png,jpg"]],
  ["**/.*/**", [".git/a", "x/.cache/a/b"], [".a", "x/.a", "a.b/c"]],
  ["[a-c]1", ["a1", "c1"], ["d1", "1", "/1"]],
  ["[!a-c]1", ["d1"], ["a1", "/1", "1"]],
  ["app/[[]id]/*", ["app/[id]/a"], ["app/i/a", "app/[[]id]/a"]],
  ["a,b", ["a,b"], ["a", "b"]],
  ["a]b", ["a]b"], []],
  ["a[b", ["a[b"], ["ab"]],
  ["(a|b)+$^.\\", ["(a|b)+$^.\\"], ["a"]],
  ["x\ny*", ["x\ny\nz"], []],
];

suite("A glob", () => {
  for (const [glob, fits, not] of table) {
    test(`${JSON.stringify(glob)} fits what it says, and nothing else`, () => {
      const matches = globMatcher(glob);
      assert.ok(matches);
      assert.deepEqual(fits.filter(matches), fits);
      assert.deepEqual(not.filter(matches), []);
    });
  }

  for (const glob of ["{a", "a}", "{a,{b}", "[z-a]"]) {
    test(`${glob} cannot be read, and is said to be so`, () => {
      assert.equal(globMatcher(glob), undefined);
    });
  }

  test("of any characters is read or refused, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (glob, path) => {
        assert.ok(["boolean", "undefined"].includes(typeof globMatcher(glob)?.(path)));
      }),
    );
  });

  test("without wildcards fits itself alone", () => {
    const plain = fc.string().filter((text) => !/[*?[\]{}]/.test(text));
    fc.assert(
      fc.property(plain, plain, (glob, path) => {
        assert.equal(globMatcher(glob)?.(path), glob === path);
      }),
    );
  });
});

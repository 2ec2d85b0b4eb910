import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { checkFinish, isAlready, wantedEncoding } from "../../src/core/finishOptions.ts";
import type { FinishOptions } from "../../src/core/finishOptions.ts";

type Kind = Pick<EncodedImage, "format" | "isLossy">;

const kinds = {
  PNG: { format: "png", isLossy: false },
  JPEG: { format: "jpeg", isLossy: true },
  "lossy WebP": { format: "webp", isLossy: true },
  "lossless WebP": { format: "webp", isLossy: false },
} as const satisfies Record<string, Kind>;

suite("the file that is wanted", () => {
  const table: readonly (readonly [
    FinishOptions["outputFormat"],
    Readonly<Record<keyof typeof kinds, keyof typeof kinds>>,
  ])[] = [
    [
      "source",
      {
        PNG: "PNG",
        JPEG: "JPEG",
        "lossy WebP": "lossy WebP",
        "lossless WebP": "lossless WebP",
      },
    ],
    ["png", { PNG: "PNG", JPEG: "PNG", "lossy WebP": "PNG", "lossless WebP": "PNG" }],
    ["jpeg", { PNG: "JPEG", JPEG: "JPEG", "lossy WebP": "JPEG", "lossless WebP": "JPEG" }],
    [
      "webp",
      {
        PNG: "lossless WebP",
        JPEG: "lossy WebP",
        "lossy WebP": "lossy WebP",
        "lossless WebP": "lossless WebP",
      },
    ],
  ];
  for (const [outputFormat, row] of table) {
    for (const source of ["PNG", "JPEG", "lossy WebP", "lossless WebP"] as const) {
      test(`${outputFormat} of a ${source} is ${row[source]}`, () => {
        assert.deepEqual(wantedEncoding(kinds[source], { outputFormat, jpegQuality: 77 }), {
          ...kinds[row[source]],
          quality: 77,
        });
      });
    }
  }
});

suite("a file that arrived is kept as it is", () => {
  const table: readonly (readonly [keyof typeof kinds, keyof typeof kinds, boolean])[] = [
    ["PNG", "PNG", true],
    ["JPEG", "JPEG", true],
    ["lossy WebP", "lossy WebP", true],
    ["lossless WebP", "lossless WebP", true],
    // What is lost does not come back.
    ["lossy WebP", "lossless WebP", true],
    ["lossless WebP", "lossy WebP", false],
    ["PNG", "JPEG", false],
    ["JPEG", "PNG", false],
    ["JPEG", "lossy WebP", false],
  ];
  for (const [arrived, wanted, kept] of table) {
    test(`${arrived} where ${wanted} is wanted: ${kept ? "yes" : "no"}`, () => {
      assert.equal(isAlready(kinds[arrived], { ...kinds[wanted], quality: 90 }), kept);
    });
  }
});

suite("checkFinish", () => {
  const good: FinishOptions = { outputFormat: "source", jpegQuality: 92 };
  test("takes what the manifest declares", () => {
    for (const jpegQuality of [1, 100]) {
      checkFinish({ ...good, jpegQuality });
    }
  });
  for (const [subject, value] of [
    ["jpegQuality", 0],
    ["jpegQuality", 101],
    ["jpegQuality", 80.5],
    ["jpegQuality", "90"],
    ["outputFormat", "gif"],
    ["outputFormat", null],
    ["embedProvenance", "true"],
  ] as const) {
    test(`refuses ${JSON.stringify(value)} for ${subject}`, () => {
      const finish = Object.assign({ ...good }, { [subject]: value });
      assert.throws(() => checkFinish(finish), { reason: "badSetting", subject });
    });
  }
});

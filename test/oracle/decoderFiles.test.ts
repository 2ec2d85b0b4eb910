import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { suite, test } from "node:test";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { decode } from "../../src/pictures/decode.ts";
import { loadAsset } from "../support/assets.ts";
import { assertUpscales } from "../support/corpus/throughDevice.ts";
import { failure } from "../support/falWorld.ts";
import { goPictures } from "../run/debianPackages.ts";

// The pictures with which Go's decoders are tested, a part of PngSuite among them (Debian has their licences
// in /usr/share/doc/*/copyright).
const files = goPictures
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((file) => /\.(png|jpe?g|webp)$/.test(file));

/** Who is refused, and why. */
const refused: Readonly<Record<string, string>> = {
  "invalid-crc32.png": "damaged",
  "invalid-noend.png": "truncated",
  "invalid-trunc.png": "truncated",
  "video-001.cmyk.jpeg": "cmyk",
};

/** Two libraries may make pixels of few chroma samples, or of a file that ends early, in their own ways. */
const slack: Readonly<Record<string, number>> = {
  "video-001.q50.440.jpeg": 2,
  "video-001.q50.440.progressive.jpeg": 2,
  "video-001.progressive.truncated.jpeg": 4,
};

/** libvips refuses it for the checksum within its pixels, which are whole: the chunk's own is right. */
const onlyOurs = "invalid-zlib.png";

suite("a picture for testing decoders is read as libvips reads it and upscaled, or refused", () => {
  test("there are many of each format", () => {
    const count = (ending: RegExp) => files.filter((file) => ending.test(file)).length;
    assert.ok(count(/pngsuite.*png$/) > 30 && count(/jpeg$/) > 20 && count(/webp$/) > 10);
  });

  for (const file of files) {
    const name = basename(file);
    test(file, async () => {
      const bytes = new Uint8Array(readFileSync(file));
      const problem = refused[name];
      if (problem !== undefined) {
        assert.equal((await failure(decode(bytes, loadAsset))).subject, problem);
      } else if (name === onlyOurs) {
        const { width, height } = await decode(bytes, loadAsset);
        const found = inspectImage(bytes);
        assert.deepEqual(found.ok && [found.width, found.height], [width, height]);
      } else {
        await assertUpscales(bytes, slack[name]);
      }
    });
  }
});

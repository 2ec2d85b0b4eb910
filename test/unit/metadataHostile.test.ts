import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { readMetadata } from "../../src/pictures/metadata/metadata.ts";
import { withMetadata } from "../../src/pictures/metadata/withMetadata.ts";
import { withChunks } from "../support/containers.ts";
import { picture, pngChunk, storedSamples } from "../support/images.ts";
import { tellingPicture } from "../support/tellingPictures.ts";
import { drop, formats, keep, large } from "../support/told.ts";

suite("whatever a source holds", () => {
  test("the result is a picture with the same samples", async () => {
    const sources = await Promise.all(formats.map((format) => tellingPicture(format)));
    const results = await Promise.all(
      formats.map(async (format) => ({ format, bytes: await large(format) })),
    );
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        fc.constantFrom(...results),
        fc.constantFrom(keep, drop, { ...keep, sameColours: false }),
        async (source, changes, { format, bytes }, rules) => {
          const broken = new Uint8Array(source);
          for (const [at, value] of changes) {
            broken[at % broken.length] = value;
          }
          const metadata = await readMetadata(broken);
          read += metadata.exif ? 1 : 0;
          const made = await withMetadata(bytes, metadata, rules);
          const { ok, ...info } = inspectImage(made);
          assert.deepEqual(
            [ok, info],
            [true, { ...info, format, width: 128, height: 192, orientation: 1 }],
          );
          assert.deepEqual(await storedSamples(made), await storedSamples(bytes));
        },
      ),
      { numRuns: 300 },
    );
    assert.ok(read > 50, `only ${read} had EXIF`);
  });

  test("metadata of nonsense are left out or stay where they are", async () => {
    const nonsense = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined });
    const result = await large("jpeg");
    await fc.assert(
      fc.asyncProperty(nonsense, nonsense, nonsense, nonsense, async (exif, xmp, iptc, profile) => {
        const made = await withMetadata(result, { exif, xmp, iptc, profile }, keep);
        assert.deepEqual(await storedSamples(made), await storedSamples(result));
      }),
    );
  });

  test("EXIF, XMP and IPTC that no segment can hold are left out of a JPEG", async () => {
    const xmp = Buffer.from(`<a>${" ".repeat(70_000)}</a>`);
    const iptc = new Uint8Array(70_000).fill(0x1c);
    const result = await large("jpeg");
    const bytes = await withMetadata(result, { xmp, iptc }, keep);
    assert.ok(bytes.length < result.length + 100);
    const png = await readMetadata(await withMetadata(await large("png"), { xmp, iptc }, keep));
    assert.deepEqual([png.xmp?.length, png.iptc?.length], [xmp.length, iptc.length]);
  });

  test("a profile that unpacks to gigabytes is not unpacked", async () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000));
    const chunk = pngChunk("iCCP", Buffer.concat([Buffer.from("x\0\0"), bomb]));
    const metadata = await readMetadata(withChunks(await picture(), chunk));
    assert.equal(metadata.profile, undefined);
  });

  test("bytes that are no picture come back as they are", async () => {
    const bytes = Buffer.from("no picture");
    assert.deepEqual(Buffer.from(await withMetadata(bytes, {}, keep)), bytes);
    assert.deepEqual(await readMetadata(bytes), {});
  });
});

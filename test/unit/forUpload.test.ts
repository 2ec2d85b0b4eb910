import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import sharp from "sharp";
import { UpscaleError } from "../../src/core/errors.ts";
import { forUpload } from "../../src/core/forUpload.ts";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { jpegSegment, webpChunk, webpChunks, webpOf, withSegments } from "../support/containers.ts";
import { animatedWebp, insertedAt, picture, storedSamples } from "../support/images.ts";
import { displayP3 } from "../support/profiles.ts";
import { exifFields, secret, tellingPicture } from "../support/tellingPictures.ts";

const formats = ["png", "jpeg", "webp"] as const;

const sent = (bytes: Uint8Array): Buffer => Buffer.from(forUpload({ bytes }));

suite("what is sent", () => {
  for (const format of formats) {
    test(`${format}: pixels, profile and orientation stay; nothing else does`, async () => {
      const source = await tellingPicture(format);
      assert.ok(Buffer.from(source).includes(secret));
      const bytes = sent(source);
      assert.ok(!bytes.includes(secret));
      assert.ok(!bytes.includes("2026:05:04"));
      assert.deepEqual(await storedSamples(bytes), await storedSamples(source));
      const { icc, orientation, exif, xmp, iptc, comments, density } =
        await sharp(bytes).metadata();
      assert.deepEqual(icc && new Uint8Array(icc), displayP3);
      assert.equal(orientation, 6);
      assert.ok(exif && exif.length <= 32, `${exif?.length} bytes of EXIF`);
      assert.deepEqual([xmp, iptc, comments], [undefined, undefined, undefined]);
      assert.ok(density === undefined || density === 72);
    });

    test(`${format}: our own look at it finds the same picture`, async () => {
      const source = await tellingPicture(format);
      assert.deepEqual(inspectImage(sent(source)), inspectImage(source));
    });

    test(`${format}: a file that tells nothing more has no EXIF, and is sent as it was sent before`, async () => {
      const once = sent(await picture({ format, width: 300, height: 200 }));
      assert.equal((await sharp(once).metadata()).exif, undefined);
      assert.deepEqual(sent(once), once);
    });

    test(`${format}: an upright picture has no EXIF`, async () => {
      const image = { ...exifFields.image, 0x0112: { short: [1] } };
      const bytes = sent(await tellingPicture(format, { ...exifFields, image }));
      const { exif, orientation } = await sharp(bytes).metadata();
      assert.deepEqual([exif, orientation], [undefined, undefined]);
    });

    for (const orientation of [2, 3, 4, 5, 7, 8]) {
      test(`${format}: orientation ${orientation} is kept`, async () => {
        const bytes = sent(await picture({ format, orientation }));
        assert.equal((await sharp(bytes).metadata()).orientation, orientation);
      });
    }
  }

  for (const options of [
    { format: "jpeg", progressive: true },
    { format: "png", progressive: true, alpha: true },
    { format: "webp", alpha: true },
    { format: "webp", alpha: true, lossless: true },
    { format: "webp", alpha: true, orientation: 3 },
  ] as const) {
    test(`${JSON.stringify(options)} keeps every sample`, async () => {
      const source = await picture({ ...options, width: 61, height: 47 });
      assert.deepEqual(await storedSamples(sent(source)), await storedSamples(source));
    });
  }

  test("inks and their profile are kept", async () => {
    const source = await sharp(await picture())
      .withIccProfile("cmyk")
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    const [before, after] = [await sharp(source).metadata(), await sharp(sent(source)).metadata()];
    assert.equal(after.space, "cmyk");
    assert.deepEqual(after.icc, before.icc);
    assert.deepEqual(await storedSamples(sent(source)), await storedSamples(source));
  });
});

suite("what hides in odd places", () => {
  const jpeg = () => picture({ format: "jpeg" });
  const hidden: Record<string, () => Promise<Uint8Array>> = {
    "a second picture behind the end": async () =>
      Buffer.concat([await jpeg(), await tellingPicture("jpeg")]),
    "a comment between scans": async () => {
      const bytes = Buffer.from(await picture({ format: "jpeg", progressive: true }));
      return insertedAt(
        bytes,
        bytes.lastIndexOf("ffda", undefined, "hex"),
        jpegSegment(0xfe, secret),
      );
    },
    "a thumbnail in the JFIF header": async () =>
      insertedAt(
        await jpeg(),
        2,
        jpegSegment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\x01\x02", secret),
      ),
    "a tail of the Adobe segment": async () =>
      withSegments(await jpeg(), jpegSegment(0xee, "Adobe\0\x64\0\0\0\0\x01", secret)),
    "an unused application's segment": async () =>
      withSegments(await jpeg(), jpegSegment(0xe5, secret), jpegSegment(0xef, secret)),
    "a second WebP bitmap": async () => {
      const chunks = webpChunks(await picture({ format: "webp" }));
      const bitmap = webpChunk("VP8 ", chunks.get("VP8 ") ?? Buffer.of());
      return webpOf(bitmap, webpChunk("VP8L", Buffer.from(secret)), bitmap);
    },
    "a chunk that nobody knows": async () => {
      const chunks = webpChunks(await picture({ format: "webp" }));
      const bitmap = webpChunk("VP8 ", chunks.get("VP8 ") ?? Buffer.of());
      return webpOf(bitmap, webpChunk("ABCD", Buffer.from(secret)));
    },
  };
  for (const [place, make] of Object.entries(hidden)) {
    test(`${place} is not sent`, async () => {
      const source = await make();
      assert.ok(Buffer.from(source).includes(secret) || place.includes("second picture"));
      assert.ok(!sent(source).includes(secret));
      assert.deepEqual(await storedSamples(sent(source)), await storedSamples(source));
    });
  }
});

suite("what cannot be taken apart is not sent", () => {
  const refused: Record<string, () => Promise<Uint8Array>> = {
    truncated: async () => (await tellingPicture("jpeg")).subarray(0, 900),
    damaged: async () => {
      const bytes = Buffer.from(await tellingPicture("png"));
      bytes[bytes.indexOf("IDAT") + 9] = 0x55;
      return bytes;
    },
    animated: () => animatedWebp(),
    notAnImage: async () => Buffer.from(secret),
    empty: async () => new Uint8Array(),
  };
  for (const [problem, make] of Object.entries(refused)) {
    test(problem, async () => {
      const bytes = await make();
      assert.throws(
        () => forUpload({ bytes }),
        (error) =>
          error instanceof UpscaleError &&
          error.reason === "badSource" &&
          error.subject === problem,
      );
    });
  }

  test("of any damaged bytes nothing is sent, or a picture of the same size", async () => {
    const sources = await Promise.all(formats.map((format) => tellingPicture(format)));
    let passed = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        fc.option(fc.nat(), { freq: 3 }),
        (source, changes, cut) => {
          const bytes = new Uint8Array(source).slice(
            0,
            cut === null ? undefined : cut % source.length,
          );
          for (const [at, value] of changes) {
            bytes[at % bytes.length] = value;
          }
          const info = inspectImage(bytes);
          if (!info.ok) {
            assert.throws(() => forUpload({ bytes }), UpscaleError);
            return;
          }
          passed += 1;
          assert.deepEqual(inspectImage(sent(bytes)), info);
          assert.ok(!sent(bytes).includes(secret));
        },
      ),
      // Given, because a byte in a million makes metadata part of the pixels.
      { numRuns: 1000, seed: 6 },
    );
    assert.ok(passed > 100, `only ${passed} were pictures`);
  });
});

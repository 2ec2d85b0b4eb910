import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { readMetadata } from "../../src/pictures/metadata/metadata.ts";
import { withMetadata } from "../../src/pictures/metadata/withMetadata.ts";
import { jpegSegment, webpChunks, withChunks } from "../support/containers.ts";
import { picture, pngChunk, storedSamples } from "../support/images.ts";
import { displayP3 } from "../support/profiles.ts";
import { iptcRecords, secret, tellingPicture } from "../support/tellingPictures.ts";
import { drop, formats, keep, large, told } from "../support/told.ts";

suite("a result carries its source's metadata", () => {
  for (const from of formats) {
    for (const to of formats) {
      test(`from ${from} into ${to}, without touching a sample`, async () => {
        const result = await large(to);
        const bytes = await told(await tellingPicture(from), result);
        assert.deepEqual(await storedSamples(bytes), await storedSamples(result));
        const { icc, orientation, exif, xmp, iptc, width, height } = await sharp(bytes).metadata();
        assert.deepEqual(icc && new Uint8Array(icc), displayP3);
        assert.deepEqual([width, height, orientation], [128, 192, 1]);
        assert.ok(exif?.includes("Somebody's own") && exif.includes("2026:05:04 03:02:01"));
        assert.ok(xmp?.includes("Grüße &amp; SECRET") && xmp.includes('tiff:Orientation="1"'));
        assert.equal(
          iptc?.includes(Buffer.from(iptcRecords)) ?? false,
          to === "jpeg" && from !== "webp",
        );
      });

      test(`from ${from} into ${to}: told once more, it says the same`, async () => {
        const once = await told(await tellingPicture(from), await large(to));
        assert.deepEqual(await told(once, await large(to)), once);
      });
    }
  }

  for (const format of formats) {
    test(`${format}: what is its own goes, what is behind its end too`, async () => {
      const plain = await picture({ format });
      const bytes = await told(plain, await tellingPicture(format));
      assert.ok(!bytes.includes(secret));
      // The result's own pixels lie as they lie.
      assert.equal((await sharp(bytes).metadata()).orientation, 6);
    });

    test(`${format}: a source that tells nothing adds nothing`, async () => {
      const result = await large(format);
      const plain = await sharp(await picture({ format: "webp" }))
        .webp()
        .toBuffer();
      const bytes = await told(plain, result);
      const { exif, xmp, icc } = await sharp(bytes).metadata();
      assert.deepEqual([exif, xmp, icc], [undefined, undefined, undefined]);
      assert.deepEqual(await told(plain, bytes), bytes);
    });

    test(`${format}: a result that says it all already is not copied, unless something follows it`, async () => {
      const once = await told(await tellingPicture(format), await large(format));
      // Where it says its colours itself, they stand elsewhere.
      const result = await told(once, once);
      const metadata = await readMetadata(result);
      assert.equal(await withMetadata(result, metadata, keep), result);
      const longer = Buffer.concat([result, Buffer.alloc(2)]);
      assert.deepEqual(Buffer.from(await withMetadata(longer, metadata, keep)), result);
    });
  }
});

suite("places", () => {
  for (const format of formats) {
    test(`${format}: coordinates are kept`, async () => {
      const bytes = await told(await tellingPicture(format), await large(format));
      assert.ok(bytes.includes("GPSLatitude"));
      assert.ok((await sharp(bytes).metadata()).exif?.includes("ASCII\0\0\0SECRET"));
    });

    test(`${format}: or dropped, in EXIF, XMP, texts and makers' notes`, async () => {
      const bytes = await told(await tellingPicture(format), await large(format), drop);
      assert.ok(!bytes.includes("GPS") && !bytes.includes("of the maker"));
      assert.ok(!(await sharp(bytes).metadata()).exif?.includes("ASCII\0\0\0SECRET"));
      assert.ok(bytes.includes("Somebody's own"));
    });
  }
});

suite("density", () => {
  for (const from of formats) {
    for (const to of formats) {
      test(`300 on an inch from ${from} are 300 on an inch in ${to}`, async () => {
        const bytes = await told(await tellingPicture(from), await large(to));
        const { density, exif } = await sharp(bytes).metadata();
        if (to === "webp") {
          // libvips reads none from a WebP: 300 / 1, as EXIF holds it.
          assert.ok(exif?.includes(Buffer.from("2c01000001000000", "hex")));
        } else {
          assert.equal(Math.round(density ?? 0), 300);
        }
      });
    }
  }

  const chunk = (x: number, y: number, unit: number) => {
    const data = Buffer.alloc(9);
    data.writeUInt32BE(x, 0);
    data.writeUInt32BE(y, 4);
    data[8] = unit;
    return pngChunk("pHYs", data);
  };
  const bare = async () => {
    const bytes = Buffer.from(await picture());
    const at = bytes.indexOf("pHYs") - 4;
    return at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 21)]);
  };
  for (const [what, [x, y, unit]] of Object.entries({
    "a density of its own for each side": [3780, 2835, 1],
    "the shape of a pixel": [4, 3, 0],
  } as const)) {
    test(`${what} stays what it is`, async () => {
      const source = withChunks(await bare(), chunk(x, y, unit));
      assert.ok((await told(source, await bare())).includes(Buffer.from(chunk(x, y, unit))));
    });
  }

  test("of a picture that lay on its side changes places", async () => {
    for (const [orientation, shown] of [
      [3, chunk(3780, 2835, 1)],
      [6, chunk(2835, 3780, 1)],
    ] as const) {
      const source = withChunks(await picture({ orientation }), chunk(3780, 2835, 1));
      assert.ok((await told(source, await bare())).includes(Buffer.from(shown)));
    }
  });

  test("a JPEG holds it in its JFIF header, and a WebP in EXIF", async () => {
    const source = withChunks(await bare(), chunk(11_811, 11_811, 1));
    const jfif = jpegSegment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    const plain = await large("jpeg");
    const bytes = await told(
      source,
      Buffer.concat([plain.subarray(0, 2), jfif, plain.subarray(2)]),
    );
    assert.deepEqual([...bytes.subarray(13, 18)], [1, 1, 44, 1, 44]);
    assert.ok(!bytes.includes("Exif"));
    assert.ok(webpChunks(await told(source, await large("webp"))).has("EXIF"));
  });
});

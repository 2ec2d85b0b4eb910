import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { readMetadata } from "../../src/pictures/metadata/metadata.ts";
import { withMetadata } from "../../src/pictures/metadata/withMetadata.ts";
import { jpegSegment, withChunks, withSegments } from "../support/containers.ts";
import { picture, pngChunk } from "../support/images.ts";
import { displayP3, greyProfile } from "../support/profiles.ts";
import { decodedBySharp, largestDifference } from "../support/rasters.ts";
import { tellingPicture } from "../support/tellingPictures.ts";
import { formats, keep, large, told } from "../support/told.ts";

const grey = async (format: "png" | "jpeg") =>
  sharp(await large("png"))
    .toColourspace("b-w")
    .toFormat(format)
    .toBuffer();

const withProfile = async (profile: Uint8Array) =>
  withSegments(
    await picture({ format: "jpeg" }),
    jpegSegment(0xe2, "ICC_PROFILE\0\x01\x01", profile),
  );

suite("the colour profile", () => {
  const iccOf = async (bytes: Uint8Array) => (await sharp(bytes).metadata()).icc;

  for (const format of formats) {
    test(`${format}: is left out where the pixels no longer are in its space`, async () => {
      const rules = { ...keep, sameColours: false };
      const bytes = await told(await tellingPicture(format), await large(format), rules);
      const { icc, exif } = await sharp(bytes).metadata();
      assert.equal(icc, undefined);
      assert.ok(exif && !exif.includes(Buffer.from("01a0", "hex")), "ColorSpace is gone");
    });

    test(`${format}: a result's own holds`, async () => {
      const own = await sharp(await large(format))
        .withIccProfile("srgb")
        .toFormat(format)
        .toBuffer();
      const bytes = await told(await tellingPicture(format), own);
      assert.deepEqual(await iccOf(bytes), await iccOf(own));
      assert.ok(!bytes.includes(Buffer.from(displayP3)));
    });
  }

  test("of grey stays in a grey result", async () => {
    const source = await withProfile(greyProfile());
    for (const format of ["png", "jpeg"] as const) {
      const { profile } = await readMetadata(await told(source, await grey(format)));
      assert.deepEqual(profile, new Uint8Array(greyProfile()));
    }
  });

  test("of grey becomes one of RGB that means the same in a coloured result", async () => {
    const levels = Buffer.from(Array.from({ length: 256 }, (_, level) => level));
    const raw = { width: 256, height: 1 };
    const greys = sharp(levels, { raw: { ...raw, channels: 1 } }).toColourspace("b-w");
    const before = await told(await withProfile(greyProfile()), await greys.png().toBuffer());
    const threefold = Buffer.from([...levels].flatMap((level) => [level, level, level]));
    const coloured = await sharp(threefold, { raw: { ...raw, channels: 3 } })
      .png()
      .toBuffer();
    const after = await told(before, coloured);
    assert.equal((await sharp(before).metadata()).icc?.toString("latin1", 16, 20), "GRAY");
    assert.equal((await sharp(after).metadata()).icc?.toString("latin1", 16, 20), "RGB ");
    const [meant, found] = [await decodedBySharp(before), await decodedBySharp(after)];
    assert.ok(largestDifference(meant, found) <= 1);
    const unprofiled = await decodedBySharp(coloured);
    assert.ok(largestDifference(meant, unprofiled) > 3, "the profile does not matter");
  });

  test("of grey that is built otherwise is left out", async () => {
    const lab = greyProfile();
    lab.write("Lab ", 20, "latin1");
    const { profile } = await readMetadata(await told(await withProfile(lab), await large("webp")));
    assert.equal(profile, undefined);
  });

  test("of colours is not written into a grey result", async () => {
    for (const format of ["png", "jpeg"] as const) {
      const bytes = await told(await tellingPicture("png"), await grey(format));
      assert.equal((await readMetadata(bytes)).profile, undefined);
    }
  });

  test("may be larger than a segment of a JPEG can be", async () => {
    const profile = new Uint8Array(greyProfile(200_000));
    crypto.getRandomValues(profile.subarray(100_000, 160_000));
    const source = await told(await withProfile(greyProfile()), await grey("png"));
    const metadata = { ...(await readMetadata(source)), profile };
    for (const format of ["png", "jpeg"] as const) {
      const bytes = await withMetadata(await grey(format), metadata, keep);
      assert.deepEqual((await readMetadata(bytes)).profile, profile);
    }
  });

  test("that is none is not carried on", async () => {
    for (const broken of [Buffer.alloc(200), greyProfile().subarray(0, 200)]) {
      assert.equal((await readMetadata(await withProfile(broken))).profile, undefined);
    }
  });

  test("a PNG's other words about colour stay in a PNG", async () => {
    const gamma = pngChunk("gAMA", Buffer.from([0, 1, 0x86, 0xa0]));
    const source = withChunks(await picture(), gamma);
    assert.ok((await told(source, await large("png"))).includes(Buffer.from(gamma)));
    const own = withChunks(await large("png"), pngChunk("sRGB", Buffer.of(0)));
    assert.ok(!(await told(source, own)).includes("gAMA"));
  });
});

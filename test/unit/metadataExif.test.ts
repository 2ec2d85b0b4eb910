import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { exifOrientation } from "../../src/core/image/exifOrientation.ts";
import type { Changes } from "../../src/pictures/metadata/changes.ts";
import { readExif } from "../../src/pictures/metadata/exifBlock.ts";
import { densityIn, exifFor } from "../../src/pictures/metadata/exifFor.ts";
import { exifBlock } from "../support/exifBlocks.ts";
import type { ExifParts } from "../support/exifBlocks.ts";
import { picture } from "../support/images.ts";
import { exifFields, makerNote } from "../support/tellingPictures.ts";

const changes: Changes = {
  width: 70_000,
  height: 640,
  orientation: 1,
  isTurned: true,
  swapsSides: false,
  gps: "keep",
  sameColours: true,
};

const made = (parts: ExifParts, changed: Partial<Changes> = {}): Buffer =>
  Buffer.from(exifFor(exifBlock(parts), { ...changes, ...changed }) ?? []);

/** Tags and values by directory, as our reader finds them. */
const fieldsOf = (bytes: Uint8Array) => {
  const block = readExif(bytes);
  assert.ok(block);
  const fields = (directory: typeof block.image) =>
    Object.fromEntries(
      directory.map(({ tag, value }) => [tag, Buffer.from(value).toString("hex")]),
    );
  return {
    image: fields(block.image),
    exif: fields(block.exif),
    gps: fields(block.gps),
    interop: fields(block.interop),
  };
};

for (const isBigEndian of [false, true]) {
  suite(`EXIF, ${isBigEndian ? "big" : "little"}-endian`, () => {
    const parts = { ...exifFields, isBigEndian };
    const number = (value: number, size: 2 | 4) => {
      const bytes = Buffer.alloc(size);
      if (isBigEndian) {
        bytes.writeUIntBE(value, 0, size);
      } else {
        bytes.writeUIntLE(value, 0, size);
      }
      return bytes.toString("hex");
    };

    test("says the result's orientation and size, and all else as before", () => {
      const [before, after] = [fieldsOf(exifBlock(parts)), fieldsOf(made(parts))];
      const { 0x8769: _exif, 0x8825: _gps, ...image } = before.image;
      const { 0x8769: _newExif, 0x8825: _newGps, ...newImage } = after.image;
      assert.deepEqual(newImage, { ...image, 0x0112: number(1, 2) });
      assert.deepEqual(after.gps, before.gps);
      assert.deepEqual(after.interop, before.interop);
      const sizes = { 0xa002: number(70_000, 4), 0xa003: number(640, 4) };
      const { 0xa005: _interop, ...exif } = before.exif;
      const { 0xa005: _newInterop, ...newExif } = after.exif;
      assert.deepEqual(newExif, { ...exif, ...sizes });
    });

    test("keeps the maker's note where it stood", () => {
      assert.equal(made(parts).indexOf(makerNote), exifBlock(parts).indexOf(makerNote));
    });

    test("loses the thumbnail, bytes and all", async () => {
      const thumbnail = await picture({ format: "jpeg" });
      const bytes = made({ ...parts, thumbnail });
      assert.ok(!bytes.includes(Buffer.from(thumbnail.subarray(100, 140))));
      assert.deepEqual(bytes, made(parts));
    });

    test("a size in 16 bits becomes one that is large enough", () => {
      const short = { ...parts, exif: { 0xa002: { short: [48] } } };
      assert.equal(fieldsOf(made(short)).exif[0xa002], number(70_000, 4));
    });

    test("gives the density that it finds", () => {
      assert.deepEqual(densityIn(exifBlock(parts)), { unit: "inch", x: 300, y: 300 });
      const metric = {
        ...parts.image,
        0x0128: { short: [3] },
        0x011a: { rational: [[236_220, 2000]] },
      } as const;
      const whole = { ...parts, image: metric };
      const unit = "centimetre";
      assert.deepEqual(densityIn(exifBlock(whole)), { unit, x: 118.11, y: 300 });
      const turned = made(whole, { swapsSides: true });
      assert.deepEqual(densityIn(turned), { unit, x: 300, y: 118.11 });
    });
  });
}

suite("EXIF that no longer holds", () => {
  const stale: ExifParts = {
    image: {
      0x0102: { short: [8, 8, 8] },
      0x0111: { long: [8] },
      0x014a: { long: [8, 8] },
      0x8773: { undefined: Buffer.from("a profile") },
      0x02bc: { undefined: Buffer.from("<x:xmpmeta/>") },
    },
    exif: { 0x9214: { short: [10, 20, 5] }, 0x9102: { rational: [[4, 1]] } },
  };

  test("how the old file stored its pixels, and places in it, are left out", () => {
    assert.equal(made(stale).length, 0);
  });

  test("colours are, where the pixels mean others now", () => {
    const { exif, interop } = fieldsOf(made(exifFields, { sameColours: false }));
    assert.equal(exif[0xa001], undefined);
    assert.deepEqual(interop, {});
  });

  test("the place is, on demand, and the maker's note with it", () => {
    const bytes = made(exifFields, { gps: "drop" });
    assert.deepEqual(fieldsOf(bytes).gps, {});
    assert.ok(!bytes.includes(makerNote) && !bytes.includes("ASCII"));
    assert.ok(bytes.includes("Somebody's own"));
  });
});

suite("EXIF for a result whose source has none", () => {
  test("is none", () => assert.equal(exifFor(undefined, changes), undefined));

  test("says an orientation that is not 1", () => {
    const exif = exifFor(undefined, { ...changes, orientation: 8 });
    assert.equal(exif && exifOrientation(exif), 8);
  });

  test("says a density that nothing else can", () => {
    const exif = exifFor(undefined, changes, { unit: "metre", x: 11_811, y: 2835 });
    assert.deepEqual(densityIn(exif), { unit: "inch", x: 299.9994, y: 72.009 });
  });
});

suite("EXIF of any bytes", () => {
  const whole = exifBlock(exifFields);

  test("is written soundly or not at all, and not much longer", () => {
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 })
      .map((damages) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of damages) {
          bytes[at] = value;
        }
        return bytes;
      });
    const cut = fc.nat(whole.length).map((length) => whole.subarray(0, length));
    fc.assert(
      fc.property(fc.oneof(damaged, cut, fc.uint8Array()), (bytes) => {
        const written = exifFor(bytes, changes);
        if (written) {
          assert.ok(written.length <= 2 * bytes.length + 100);
          assert.deepEqual(exifFor(written, changes), written);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("is left out where values lie over each other to make it grow", () => {
    const bytes = Buffer.from(
      exifBlock({
        image: Object.fromEntries(
          Array.from({ length: 50 }, (_, index) => [index + 0x9000, { ascii: "x".repeat(90) }]),
        ),
      }),
    );
    for (let entry = 0; entry < 50; entry += 1) {
      bytes.writeUInt32LE(4000, 10 + 12 * entry + 4);
      bytes.writeUInt32LE(8, 10 + 12 * entry + 8);
    }
    assert.equal(readExif(bytes), undefined);
  });
});

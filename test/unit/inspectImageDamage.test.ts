import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { insertedAt, picture, pngChunk } from "../support/images.ts";
import type { PictureOptions } from "../support/images.ts";
import { Random } from "../support/random.ts";

const problemOf = (bytes: Uint8Array): string => {
  const info = inspectImage(bytes);
  return info.ok ? "none" : info.problem;
};

const kinds: readonly (readonly [string, PictureOptions])[] = [
  ["PNG", { format: "png" }],
  ["PNG with EXIF", { format: "png", orientation: 6, alpha: true }],
  ["JPEG", { format: "jpeg" }],
  ["progressive JPEG with EXIF", { format: "jpeg", progressive: true, orientation: 6 }],
  ["lossy WebP", { format: "webp" }],
  ["lossless WebP", { format: "webp", lossless: true }],
  ["WebP with alpha and EXIF", { format: "webp", alpha: true, orientation: 6 }],
];

suite("inspectImage finds what is missing", () => {
  test("no bytes are empty", () => {
    assert.deepEqual(inspectImage(new Uint8Array()), { ok: false, problem: "empty" });
  });

  for (const [name, options] of kinds) {
    test(`${name}, cut at every length`, async () => {
      const bytes = await picture(options);
      assert.equal(problemOf(bytes), "none");
      for (let length = 1; length < bytes.length; length++) {
        const expected = length < signatureLength(bytes) ? "notAnImage" : "truncated";
        assert.equal(problemOf(bytes.subarray(0, length)), expected, `${length} bytes`);
      }
    });
  }
});

suite("inspectImage finds damage", () => {
  test("any flipped bit of a PNG", async () => {
    const bytes = await picture({ orientation: 6 });
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(inspectImage(flipped).ok, false, `bit ${bit}`);
    }
  });

  test("a PNG whose line ends were converted", async () => {
    const text = Buffer.from(await picture()).toString("latin1");
    assert.equal(problemOf(Buffer.from(text.replaceAll("\r\n", "\n"), "latin1")), "damaged");
  });

  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const [idat, iend] = [pngChunk("IDAT", Buffer.alloc(9)), pngChunk("IEND", Buffer.alloc(0))];
  const good = ihdr(1, 1, 8, 6, 0, 0, 0);

  for (const [name, chunks, expected] of [
    ["that is as small as can be", [good, idat, iend], "none"],
    ["without a header", [idat, iend], "damaged"],
    ["whose header is not the first", [idat, good, iend], "damaged"],
    ["whose header is too short", [pngChunk("IHDR", Buffer.alloc(12, 1)), idat, iend], "damaged"],
    ["without image data", [good, iend], "damaged"],
    ["with empty image data", [good, pngChunk("IDAT", Buffer.alloc(0)), iend], "damaged"],
    ["without an end", [good, idat], "truncated"],
    ["of width 0", [ihdr(0, 1, 8, 6, 0, 0, 0), idat, iend], "damaged"],
    ["of height 0", [ihdr(1, 0, 8, 6, 0, 0, 0), idat, iend], "damaged"],
    ["of impossible width", [ihdr(2 ** 31, 1, 8, 6, 0, 0, 0), idat, iend], "damaged"],
    ["of impossible height", [ihdr(1, 2 ** 31, 8, 6, 0, 0, 0), idat, iend], "damaged"],
    ["of a depth its colours cannot have", [ihdr(1, 1, 4, 6, 0, 0, 0), idat, iend], "damaged"],
    ["of unknown colours", [ihdr(1, 1, 8, 5, 0, 0, 0), idat, iend], "damaged"],
    ["of unknown compression", [ihdr(1, 1, 8, 6, 1, 0, 0), idat, iend], "damaged"],
    ["of unknown filters", [ihdr(1, 1, 8, 6, 0, 1, 0), idat, iend], "damaged"],
    ["of unknown interlacing", [ihdr(1, 1, 8, 6, 0, 0, 2), idat, iend], "damaged"],
    ["that lacks its palette", [ihdr(1, 1, 8, 3, 0, 0, 0), idat, iend], "damaged"],
    ["with a chunk that has no name", [good, pngChunk("\0\0\0\0", idat), idat, iend], "damaged"],
    ["made for iOS", [pngChunk("CgBI", Buffer.alloc(4)), good, idat, iend], "unsupportedFormat"],
  ] as const) {
    test(`a PNG ${name}: ${expected}`, () => {
      assert.equal(problemOf(Buffer.concat([signature, ...chunks])), expected);
    });
  }

  const frame = [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55];
  const end = [0xff, 0xd9];
  for (const [name, parts, expected] of [
    ["that is as small as can be", [frame, scan, end], "none"],
    ["with a lone TEM marker", [[0xff, 0x01], frame, scan, end], "none"],
    ["without a frame", [scan, end], "damaged"],
    ["without a scan", [frame, end], "damaged"],
    ["of nothing but its ends", [end], "damaged"],
    ["of width 0", [frame.with(8, 0), scan, end], "damaged"],
    ["of height 0", [frame.with(6, 0), scan, end], "damaged"],
    ["without components", [frame.with(9, 0), scan, end], "damaged"],
    ["of more components than its frame is long", [frame.with(9, 3), scan, end], "damaged"],
    ["that starts twice", [frame, scan, [0xff, 0xd8], frame, scan, end], "damaged"],
    ["with a segment of length 0", [[0xff, 0xe0, 0, 0], frame, scan, end], "damaged"],
    ["with a segment of length 1", [[0xff, 0xe0, 0, 1], frame, scan, end], "damaged"],
    ["whose segment reaches past the end", [frame, scan, [0xff, 0xe0, 0xff, 0xff]], "truncated"],
    [
      "with a table, whose marker is among those of frames",
      [[0xff, 0xc4, 0, 3, 9], frame, scan, end],
      "none",
    ],
  ] as const) {
    test(`a JPEG ${name}: ${expected}`, () => {
      assert.equal(problemOf(Uint8Array.from([0xff, 0xd8, ...parts.flat()])), expected);
    });
  }

  test("a WebP that announces less than it needs", async () => {
    const bytes = Uint8Array.from(await picture({ format: "webp" }));
    for (const announced of [0, 4, 11, 12, 20, bytes.length - 10]) {
      new DataView(bytes.buffer).setUint32(4, announced, true);
      assert.equal(problemOf(bytes), "damaged", `${announced} bytes`);
    }
  });

  for (const [name, options, offset, value] of [
    ["lossy WebP that is no key frame", {}, 20, 0x11],
    ["lossy WebP without its start code", {}, 23, 0x00],
    ["lossy WebP whose first part is longer than all", {}, 22, 0xff],
    ["lossless WebP without its signature", { lossless: true }, 20, 0x2e],
    ["lossless WebP of a later version", { lossless: true }, 24, 0xf0],
    ["WebP whose canvas is wider than its picture", { orientation: 1 }, 24, 48],
    ["WebP whose canvas is higher than its picture", { orientation: 1 }, 27, 32],
    ["WebP whose pixels are an unknown chunk", {}, 12, 0x57],
  ] as const) {
    test(`a ${name}`, async () => {
      const bytes = Uint8Array.from(await picture({ format: "webp", ...options }));
      assert.notEqual(bytes[offset], value);
      bytes[offset] = value;
      assert.equal(problemOf(bytes), "damaged");
    });
  }
});

suite("inspectImage survives hostile bytes", () => {
  test("random bytes are no image, and never an error", () => {
    const random = new Random(1);
    for (let round = 0; round < 3000; round++) {
      const bytes = Uint8Array.from({ length: random.below(300) }, () => random.below(256));
      assert.equal(inspectImage(bytes).ok, false);
    }
  });

  for (const [name, options] of kinds) {
    test(`${name} with random bytes in random places always gets an answer`, async () => {
      const random = new Random(2);
      const original = await picture(options);
      for (let round = 0; round < 1500; round++) {
        const bytes = Uint8Array.from(original);
        for (let change = random.below(8); change >= 0; change--) {
          bytes[random.below(bytes.length)] = random.below(3) === 0 ? 0xff : random.below(256);
        }
        const info = inspectImage(bytes.subarray(0, bytes.length - random.below(4)));
        assert.ok(!info.ok || (info.width > 0 && info.height > 0));
        assert.ok(!info.ok || (info.orientation >= 1 && info.orientation <= 8));
      }
    });
  }

  const megabytes = 4 * 2 ** 20;
  const emptyChunk = Buffer.from(pngChunk("teXt", Buffer.alloc(0)));
  for (const [name, start, filling, expected] of [
    ["a PNG of empty chunks", undefined, emptyChunk, "truncated"],
    ["a JPEG of nothing but FF", [0xff, 0xd8], [0xff], "truncated"],
    ["a JPEG of bare markers", [0xff, 0xd8], [0xff, 0x01], "truncated"],
    ["a JPEG of the shortest segments", [0xff, 0xd8], [0xff, 0xe1, 0, 2], "truncated"],
    ["a page of comments that never end", [], [...Buffer.from("<!--")], "notAnImage"],
    ["a page of comments", [], [...Buffer.from("<!---->")], "notAnImage"],
    ["blanks", [], [0x20], "notAnImage"],
    ["zeros", [], [0], "notAnImage"],
  ] as const) {
    test(`${name}, four megabytes of it`, async () => {
      const head = start ?? (await picture()).subarray(0, 33);
      const bytes = Buffer.alloc(megabytes, Uint8Array.from(filling));
      assert.equal(problemOf(insertedAt(bytes, 0, Uint8Array.from(head))), expected);
    });
  }

  test("a WebP of empty chunks, four megabytes of it", () => {
    const bytes = Buffer.alloc(megabytes, "ABCD\0\0\0\0");
    bytes.write("RIFF\0\0\0\0WEBP", "latin1");
    bytes.writeUInt32LE(bytes.length - 8, 4);
    assert.equal(problemOf(bytes), "damaged");
  });
});

/** A PNG header chunk: the size, then depth, colour type, compression, filter, interlace. */
function ihdr(width: number, height: number, ...rest: number[]): Uint8Array {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set(rest, 8);
  return pngChunk("IHDR", data);
}

/** The number of bytes by which a format is known: 4 for PNG, 3 for JPEG, 12 for WebP. */
function signatureLength(bytes: Uint8Array): number {
  return { 0x89: 4, 0xff: 3 }[bytes[0] ?? 0] ?? 12;
}

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { PngOutline } from "../../src/core/pngOutline.ts";
import { kindName, pictureOf, pngKinds } from "../support/corpus/pngKinds.ts";
import { apng, insertedAt, noise, picture, pngChunk } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import { Random } from "../support/random.ts";

/** The outline of a file that comes in pieces of `size` bytes. */
function outlineOf(bytes: Uint8Array, size = bytes.length): Uint8Array {
  const outline = new PngOutline(bytes.length);
  for (let start = 0; start < bytes.length; start += size) {
    const piece = Uint8Array.from(bytes.subarray(start, start + size));
    outline.add(piece);
    piece.fill(0);
  }
  return outline.taken();
}

const assertTells = (bytes: Uint8Array, size?: number) =>
  assert.deepEqual(inspectImage(outlineOf(bytes, size)), inspectImage(bytes));

const empty = pngChunk("IDAT", Buffer.alloc(0));
const animated = await apng();
const [afterSignature, afterHeader] = [8, 33];

suite("the outline of a PNG tells what the whole tells", () => {
  for (const kind of pngKinds) {
    test(kindName(kind), () => assertTells(pictureOf(kind)));
  }

  test("in pieces of every size", async () => {
    const bytes = await picture({ orientation: 6, alpha: true });
    for (let size = 1; size <= bytes.length; size++) {
      assertTells(bytes, size);
    }
  });

  test("cut at every length", async () => {
    const bytes = await picture({ orientation: 6 });
    for (let length = 4; length < bytes.length; length++) {
      assertTells(bytes.subarray(0, length), 100);
    }
  });

  test("with any bit flipped", async () => {
    const bytes = await picture({ orientation: 6 });
    for (let bit = 32; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assertTells(flipped, 1000);
    }
  });

  test("with bytes changed, lost and doubled anywhere", async () => {
    const [random, bytes] = [
      new Random(7),
      pictureOf({ colourType: 2, depth: 8 }, { chunkLength: 50 }),
    ];
    for (let round = 0; round < 2000; round++) {
      const [from, to] = [4 + random.below(bytes.length - 4), 4 + random.below(bytes.length - 4)];
      const moved = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
      moved[4 + random.below(moved.length - 4)] = random.below(256);
      assertTells(moved, 1 + random.below(90));
    }
  });

  const small = png({ type: 2, rows: [0, 1, 2, 3, 4, 5, 6] });
  for (const [name, bytes] of [
    ["that is animated", animated],
    [
      "whose pixels come first",
      insertedAt(small, afterSignature, pngChunk("IDAT", Buffer.alloc(9))),
    ],
    ["with empty pixels", insertedAt(small, afterHeader, empty)],
    [
      "with nothing but empty pixels",
      Buffer.concat([small.subarray(0, afterHeader), empty, small.subarray(-12)]),
    ],
    ["with something behind it", Buffer.concat([small, small, Buffer.alloc(9)])],
    [
      "with pixels longer than a PNG may have",
      insertedAt(small, afterHeader, Buffer.from("ffffffff49444154", "hex")),
    ],
  ] as const) {
    test(name, () => assertTells(bytes, 5));
  }
});

test("an outline is small, however large its picture is", async () => {
  assert.ok(outlineOf(await noise(500, 500), 65_536).length < 200);
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { insertedAt, pngChunk } from "../support/images.ts";
import { kindName, paletteOf, pictureOf, pngKinds } from "../support/corpus/pngKinds.ts";
import type { PngKind } from "../support/corpus/pngWriter.ts";
import { assertUpscales } from "../support/corpus/throughDevice.ts";

suite("a PNG of each kind is read as libvips reads it, and upscaled", () => {
  for (const kind of pngKinds) {
    test(kindName(kind), () => assertUpscales(pictureOf(kind)));
  }
});

suite("a PNG of each small size, and of those around 32 pixels", () => {
  const palette: PngKind = { colourType: 3, depth: 2 };
  for (const side of [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33, 40]) {
    for (const isInterlaced of [false, true]) {
      test(`${side} × ${side}${isInterlaced ? ", interlaced" : ""}`, () =>
        assertUpscales(pictureOf({ ...palette, isInterlaced }, { width: side, height: side })));
    }
  }
});

suite("a PNG with a transparent colour", () => {
  const kinds: readonly (PngKind & { readonly colour: readonly number[] })[] = [
    { colourType: 0, depth: 1, colour: [0, 1] },
    { colourType: 0, depth: 4, colour: [0, 9] },
    { colourType: 0, depth: 16, colour: [0, 7] },
    { colourType: 2, depth: 8, colour: [0, 7, 0, 26, 0, 69] },
    { colourType: 2, depth: 16, colour: [0, 7, 0x4e, 0x32, 0x9c, 0x5d] },
    { colourType: 3, depth: 1, colour: [128] },
    { colourType: 3, depth: 8, colour: [0, 50, 100, 200] },
  ];
  for (const { colour, ...kind } of kinds) {
    test(kindName(kind), async () => {
      const transparency = pngChunk("tRNS", Buffer.from(colour));
      const palette = kind.colourType === 3 ? [paletteOf(kind.depth)] : [];
      const png = pictureOf(kind, { chunks: [...palette, transparency] });
      const found = inspectImage(png);
      assert.ok(found.ok && found.hasAlpha);
      await assertUpscales(png);
    });
  }
});

suite("a PNG whose pixels stand in many pieces", () => {
  const colour: PngKind = { colourType: 2, depth: 8 };
  test("of one byte each", () => assertUpscales(pictureOf(colour, { chunkLength: 1 })));

  test("with empty ones before, between and behind", async () => {
    const png = pictureOf(colour, { chunkLength: 100 });
    const empty = pngChunk("IDAT", Buffer.alloc(0));
    const second = png.indexOf("IDAT", png.indexOf("IDAT") + 4) - 4;
    const end = png.length - 12;
    const after = insertedAt(png, end, empty);
    const between = insertedAt(after, second, empty);
    await assertUpscales(insertedAt(between, 33, empty));
  });
});

suite("a PNG that is corrupt in the ways of PngSuite is refused", () => {
  const png = pictureOf({ colourType: 0, depth: 8 });
  const header = png.subarray(16, 29);
  const pixels = png.indexOf("IDAT");
  const changed = (at: number, ...bytes: number[]) => {
    const copy = Buffer.from(png);
    copy.set(bytes, at);
    return copy;
  };
  const headed = (at: number, value: number) => {
    const data = Buffer.from(header);
    data[at] = value;
    return Buffer.concat([png.subarray(0, 8), pngChunk("IHDR", data), png.subarray(33)]);
  };
  const without = (at: number, length: number) =>
    Buffer.concat([png.subarray(0, at), png.subarray(at + length)]);
  const files: Readonly<Record<string, Uint8Array>> = {
    "xs1: the signature's first byte": changed(0, 0x7f),
    "xs2: its second byte": changed(1, 0x6f),
    "xs4: its fourth byte": changed(3, 0x07),
    "xs7: its seventh byte": changed(6, 0x12),
    "xcr: a CR before its line ends": insertedAt(png, 4, Buffer.from("\r")),
    "xlf: an LF behind its line ends": insertedAt(png, 6, Buffer.from("\n")),
    "sent as text: LFs for its line ends": without(4, 1),
    "xhd: the header's checksum": changed(29, 1, 2, 3, 4),
    "xcs: a checksum of pixels": changed(pixels + 4 + png.readUInt32BE(pixels - 4), 1, 2, 3, 4),
    "xc1: a colour type of 1": headed(9, 1),
    "xc9: a colour type of 9": headed(9, 9),
    "xd0: no bits": headed(8, 0),
    "xd3: 3 bits": headed(8, 3),
    "xd9: 99 bits": headed(8, 99),
    "xdt: no pixels": without(pixels - 4, 12 + png.readUInt32BE(pixels - 4)),
    "a width of 0": headed(3, 0),
    "an interlacing of 2": headed(12, 2),
  };
  for (const [what, bytes] of Object.entries(files)) {
    test(what, () => {
      assert.equal(inspectImage(png).ok, true);
      assert.equal(inspectImage(bytes).ok, false);
    });
  }
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { PooledFinisher } from "../../src/worker/pooledFinisher.ts";
import { encoded, finisher, idleFinisher, never } from "../support/finisher.ts";
import { colourAt, picture, pngChunk, quarters } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import { decodedBySharp, flat, pixelAt, sharpOf } from "../support/rasters.ts";
import { noThreads } from "../support/threads.ts";

const transparentColour = [pngChunk("tRNS", Buffer.from([0, 1, 0, 2, 0, 3]))];
const palette = pngChunk("PLTE", Buffer.from([255, 0, 0, 0, 255, 0]));

suite("a source goes as it is, byte for byte, and undecoded", () => {
  const sources: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    "a PNG": () => picture(),
    "an interlaced PNG": () => picture({ progressive: true }),
    "a grey PNG": () => png({ type: 0, rows: [0, 10, 200] }),
    "a PNG of 1 bit": () => png({ depth: 1, type: 0, rows: [0, 0b10 << 6] }),
    "an indexed PNG": () => png({ type: 3, rows: [0, 0, 1], chunks: [palette] }),
    "a JPEG": () => picture({ format: "jpeg" }),
    "a progressive JPEG": () => picture({ format: "jpeg", progressive: true }),
    "a JPEG on its side": () => picture({ format: "jpeg", orientation: 6 }),
    "a lossy WebP": () => picture({ format: "webp" }),
    "a lossless WebP": () => picture({ format: "webp", lossless: true }),
  };
  for (const [what, make] of Object.entries(sources)) {
    test(what, async () => {
      const source = encoded(await make());
      assert.equal(await idleFinisher.prepare(source, never), source);
    });
  }

  test("also one with an alpha channel in which nothing is transparent", async () => {
    const bytes = await sharpOf(flat(8, 8, [1, 2, 3, 255]))
      .png()
      .toBuffer();
    const source = encoded(bytes);
    assert.equal(source.hasAlpha, true);
    assert.equal(await finisher.prepare(source, never), source);
  });
});

suite("a transparent source becomes an opaque PNG", () => {
  const kinds = [
    { format: "png" },
    { format: "webp", lossless: true },
    { format: "webp" },
    { format: "png", orientation: 6 },
    { format: "webp", lossless: true, orientation: 8 },
  ] as const;
  for (const kind of kinds) {
    test(`from ${JSON.stringify(kind)}`, async () => {
      const source = encoded(await picture({ ...kind, alpha: true }));
      const sent = await finisher.prepare(source, never);
      const { format, hasAlpha, orientation } = await sharp(sent.bytes).metadata();
      assert.deepEqual([format, hasAlpha, orientation], ["png", false, undefined]);
      assert.deepEqual([sent.width, sent.height], [source.width, source.height]);
      const upright = await sharp(source.bytes).autoOrient().png().toBuffer();
      const [before, after] = [await decodedBySharp(upright), await decodedBySharp(sent.bytes)];
      for (let offset = 0; offset < before.data.length; offset += 4) {
        if (before.data[offset + 3] === 255) {
          const colour = before.data.slice(offset, offset + 4);
          assert.deepEqual(after.data.slice(offset, offset + 4), colour);
        }
      }
    });
  }

  test("with its neighbours' colours where nothing was seen", async () => {
    const sent = await finisher.prepare(encoded(await picture({ alpha: true })), never);
    const corner = await colourAt(sent.bytes, 0.99, 0.99);
    const others = [quarters.topRight, quarters.bottomLeft, [255, 255, 255] as const];
    for (const [channel, sample] of corner.entries()) {
      const samples = others.map((colour) => colour[channel] ?? 0);
      assert.ok(sample >= Math.min(...samples) && sample <= Math.max(...samples));
    }
  });

  test("where one colour of a PNG means transparent", async () => {
    const rows = [0, 1, 2, 3, 200, 100, 50];
    const source = encoded(png({ type: 2, rows, chunks: transparentColour }));
    const { data } = await decodedBySharp((await finisher.prepare(source, never)).bytes);
    assert.deepEqual([...data], [200, 100, 50, 255, 200, 100, 50, 255]);
  });

  test("of 8 bits, from 16", async () => {
    const rows = [0, 1, 9, 2, 9, 3, 9, 255, 255, 9, 9, 9, 9, 9, 9, 0, 0];
    const source = encoded(png({ depth: 16, type: 6, rows }));
    const { data } = await decodedBySharp((await finisher.prepare(source, never)).bytes);
    assert.deepEqual([...data], [1, 2, 3, 255, 1, 2, 3, 255]);
  });
});

suite("a source of 16 bits is sent with 8", () => {
  test("grey", async () => {
    const source = encoded(png({ depth: 16, type: 0, rows: [0, 7, 200, 250, 1] }));
    const sent = await finisher.prepare(source, never);
    assert.equal((await sharp(sent.bytes).metadata()).depth, "uchar");
    assert.deepEqual(pixelAt(await decodedBySharp(sent.bytes), 1, 0), [250, 250, 250, 255]);
  });

  test("colours", async () => {
    const rows = [0, 10, 0, 20, 0, 30, 0, 40, 99, 50, 99, 60, 99];
    const sent = await finisher.prepare(encoded(png({ depth: 16, type: 2, rows })), never);
    assert.deepEqual(pixelAt(await decodedBySharp(sent.bytes), 1, 0), [40, 50, 60, 255]);
  });
});

suite("a source is refused before anything is sent", () => {
  test("with CMYK colours, however they are stored", async () => {
    const cmyk = await sharp(await picture())
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    const transform = cmyk.indexOf("Adobe") + 11;
    for (const value of [0, 2]) {
      cmyk[transform] = value;
      await assert.rejects(idleFinisher.prepare(encoded(cmyk), never), {
        reason: "badSource",
        subject: "cmyk",
      });
    }
  });

  test("when its pixels are damaged", async () => {
    const source = encoded(png({ height: 2, type: 6, rows: [0, 1, 2, 3, 4, 5, 6, 7, 8] }));
    await assert.rejects(finisher.prepare(source, never), {
      reason: "badSource",
      subject: "damaged",
    });
  });

  test("when there is no memory to decode it", async () => {
    const poor = new PooledFinisher(noThreads(new RangeError("out of memory")));
    await assert.rejects(poor.prepare(encoded(await picture({ alpha: true })), never), {
      reason: "tooLarge",
      subject: "memory",
    });
  });

  test("when the user cancels", async () => {
    const source = encoded(await picture({ alpha: true }));
    await assert.rejects(finisher.prepare(source, AbortSignal.abort()), { name: "AbortError" });
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import sharp from "sharp";
import { forUpload } from "../../src/core/forUpload.ts";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import { PooledFinisher } from "../../src/worker/pooledFinisher.ts";
import { inThisThread } from "../../src/worker/inThisThread.ts";
import { finishQuickly } from "../../src/worker/quickFinish.ts";
import { loadAsset } from "../support/assets.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { noise, picture } from "../support/images.ts";
import { noThreads, testThreads } from "../support/threads.ts";

const threadAsked = /a thread was started/;
const idle = noThreads(new Error("a thread was started"));
const quick = new PooledFinisher(idle, async () => finishQuickly);
const withoutQuick = new PooledFinisher(idle, () => assert.fail("it was loaded"));

const asSource: FinishOptions = { outputFormat: "source", jpegQuality: 92 };

/** A picture that says who made it. */
const telling = async (format: "png" | "jpeg" | "webp") =>
  encoded(
    await sharp(await picture({ format }))
      .withExif({ IFD0: { Artist: "Somebody" } })
      .toFormat(format)
      .toBuffer(),
  );

/** A picture that says nothing but its pixels. */
const silent = async (format: "png" | "jpeg" | "webp") =>
  encoded(forUpload({ bytes: await picture({ format }) }));

const result = async (format: "png" | "jpeg" | "webp") =>
  encoded(await picture({ format, width: 96, height: 64 }));

/** Over 8 MB, whatever is done to it. */
const large = encoded(
  await sharp(await noise(1700, 1700))
    .png({ compressionLevel: 0 })
    .toBuffer(),
);

suite("a result whose pixels stay as they are", () => {
  for (const format of ["png", "jpeg", "webp"] as const) {
    test(`becomes the same ${format} without a thread as with one`, async () => {
      const [source, delivered] = [await telling(format), await result(format)];
      const made = await quick.finish(delivered, source, asSource, never);
      assert.deepEqual(made, await finisher.finish(delivered, source, asSource, never));
      assert.notDeepEqual(made.image.bytes, delivered.bytes);
    });
  }

  test("of a source that says nothing is not touched, however large it is", async () => {
    const { image } = await quick.finish(large, await silent("png"), asSource, never);
    assert.equal(image.bytes, large.bytes);
  });

  test("of a large source that says nothing is not copied for a thread", async () => {
    const source = encoded(forUpload({ bytes: large.bytes }));
    const { image } = await quick.finish(large, source, asSource, never);
    assert.equal(image.bytes, large.bytes);
  });

  test("is a thread's work where a large one is to say more", async () => {
    const small = await telling("png");
    await assert.rejects(quick.finish(large, small, asSource, never), threadAsked);
  });

  test("is a thread's work where a source takes long to look over", async () => {
    const metadata = { bytes: new Uint8Array(50_000_001), gps: "keep" } as const;
    assert.equal(await finishQuickly(large, metadata), undefined);
  });
});

suite("what finishes a result is made ready before it is there", () => {
  const png = { format: "png", isLossy: false, hasAlpha: false } as const;
  const jpeg = { ...png, format: "jpeg", isLossy: true } as const;
  for (const [which, source, options, brought] of [
    ["no thread where none is needed", png, asSource, ["quick"]],
    ["a thread for another format", jpeg, asSource, ["thread"]],
    ["a thread for transparency", { ...png, hasAlpha: true }, asSource, ["thread"]],
    [
      "a thread too, to say how it was made",
      png,
      { ...asSource, embedProvenance: true },
      ["quick", "thread"],
    ],
    ["nothing for what is left as it is", jpeg, { ...asSource, outputFormat: "asDelivered" }, []],
  ] as const) {
    test(which, async () => {
      const made: string[] = [];
      const fail = (what: string) => {
        made.push(what);
        return Promise.reject(new Error("it cannot be had"));
      };
      const threads = testThreads(() => fail("thread"));
      new PooledFinisher(threads, () => fail("quick")).getReady(source, options, never);
      await setImmediate();
      assert.deepEqual(made, brought);
    });
  }

  test("a thread where there is nothing else", async () => {
    let isStarted = false;
    const threads = testThreads(() => {
      isStarted = true;
      return Promise.reject(new Error("it cannot be had"));
    });
    new PooledFinisher(threads).getReady(png, asSource, never);
    await setImmediate();
    assert.ok(isStarted);
  });

  test("and is used then", async () => {
    let count = 0;
    const threads = testThreads(async () => {
      count += 1;
      return inThisThread(loadAsset);
    });
    const ready = new PooledFinisher(threads);
    const source = await silent("jpeg");
    ready.getReady(source, asSource, never);
    ready.getReady(source, asSource, never);
    await setImmediate();
    assert.equal(count, 1);
    await ready.finish(await result("png"), source, asSource, never);
    assert.equal(count, 1);
  });
});

suite("a result whose pixels change is a thread's work, and nothing else is loaded for it", () => {
  test("such as one of another format than is wanted", async () => {
    const made = withoutQuick.finish(await result("png"), await silent("jpeg"), asSource, never);
    await assert.rejects(made, threadAsked);
  });

  test("such as one whose source may be transparent", async () => {
    const source = encoded(await picture({ format: "png", alpha: true }));
    await assert.rejects(
      withoutQuick.finish(await result("png"), source, asSource, never),
      threadAsked,
    );
  });
});

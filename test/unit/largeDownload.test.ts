import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { downloadImage } from "../../src/backends/fal/download.ts";
import type { GrowingFile } from "../../src/core/files.ts";
import type { ResultImage } from "../../src/core/resultImage.ts";
import { failure, shortTiming } from "../support/falWorld.ts";
import { FileInMemory } from "../support/fileInMemory.ts";
import { insertedAt, picture, pngChunk } from "../support/images.ts";
import { png } from "../support/pngs.ts";

const url = new URL("https://v3.fal.media/files/x.png");

/** Bytes from which on results go into files. */
const large = 16 * 1024 * 1024;

const afterHeader = 33;
const padding = pngChunk("IDAT", Buffer.alloc(large, 7));
const largePng = Buffer.from(insertedAt(await picture(), afterHeader, padding));
const brokenPng = Buffer.from(largePng);
brokenPng[5_000_000] = 0;
const hugePng = insertedAt(
  png({ width: 60_000, height: 60_000, type: 2, rows: [0] }),
  afterHeader,
  padding,
);
const jpeg = await picture({ format: "jpeg" });
const largeJpeg = Buffer.concat([jpeg, Buffer.alloc(large)]);

interface Plan {
  /** Of each answer, in order. */
  readonly bodies: readonly (Uint8Array | ReadableStream<Uint8Array>)[];
  readonly announced?: number;
  readonly begin?: (() => Promise<GrowingFile | undefined>) | null;
  readonly signal?: AbortSignal;
}

/** Downloads what is answered, and the files that were begun for it. */
function download({ bodies, announced = largePng.length, begin, signal }: Plan): {
  readonly files: FileInMemory[];
  readonly image: Promise<ResultImage>;
  /** Answers that nobody asked for. */
  readonly unasked: readonly unknown[];
} {
  const files: FileInMemory[] = [];
  const unasked = [...bodies];
  const fetch = async () => {
    const body = unasked.shift();
    const sent = body instanceof Uint8Array ? Uint8Array.from(body) : body;
    return new Response(sent ?? null, { headers: { "content-length": String(announced) } });
  };
  const beginHere = async () => {
    const file = new FileInMemory();
    files.push(file);
    return file;
  };
  const image = downloadImage(
    { url },
    {
      fetch,
      timing: shortTiming,
      mayFetch: () => true,
      begin: begin === null ? undefined : (begin ?? beginHere),
      signal: signal ?? new AbortController().signal,
    },
  );
  return { files, image, unasked };
}

const fileOf = (image: ResultImage) => ("file" in image ? image.file : undefined);
const bytesOf = (image: ResultImage) => ("bytes" in image ? image.bytes : undefined);

suite("a large result", () => {
  test("goes into a file as it comes, and is known without being read", async () => {
    const { files, image } = download({ bodies: [largePng] });
    const { format, width, height, hasAlpha, isLossy } = await image;
    assert.deepEqual(
      { format, width, height, hasAlpha, isLossy },
      { format: "png", width: 48, height: 32, hasAlpha: false, isLossy: false },
    );
    const [file] = files;
    assert.equal(fileOf(await image), file);
    assert.deepEqual([file?.reads, file?.isRemoved], [0, false]);
    assert.deepEqual(Buffer.from((await file?.read()) ?? []), largePng);
  });

  test("stays in memory where no file can be begun", async () => {
    const ways = [null, async () => undefined, () => Promise.reject(new Error("no room"))];
    for (const begin of ways) {
      const { image } = download({ bodies: [largePng], begin });
      assert.equal(bytesOf(await image)?.length, largePng.length);
    }
  });

  test("that is no PNG comes back into memory, and its file is removed", async () => {
    const { files, image } = download({ bodies: [largeJpeg], announced: largeJpeg.length });
    assert.equal((await image).format, "jpeg");
    assert.equal(bytesOf(await image)?.length, largeJpeg.length);
    assert.deepEqual(
      files.map(({ isRemoved }) => isRemoved),
      [true],
    );
  });

  test("that breaks off is asked for again, into another file", async () => {
    const { files, image } = download({ bodies: [largePng.subarray(0, 3_000_000), largePng] });
    assert.equal(fileOf(await image)?.length, largePng.length);
    assert.deepEqual(
      files.map(({ isRemoved }) => isRemoved),
      [true, false],
    );
  });

  for (const [which, body, subject] of [
    ["is damaged", brokenPng, "damaged"],
    ["has more pixels than anybody can decode", hugePng, "tooManyPixels"],
    ["is longer than it was said to be", Buffer.concat([largePng, Buffer.alloc(9)]), "tooLong"],
  ] as const) {
    test(`that ${which} is refused, and its file is removed`, async () => {
      const announced = subject === "tooLong" ? largePng.length : body.length;
      const { files, image } = download({ bodies: [body], announced });
      const error = await failure(image);
      assert.deepEqual([error.reason, error.subject], ["damagedResult", subject]);
      assert.deepEqual(
        files.map(({ isRemoved }) => isRemoved),
        [true],
      );
    });
  }

  for (const step of ["append", "close"] as const) {
    test(`for which the disk has no room (${step}) is told so, asked for once, and removed`, async () => {
      const full = () => Promise.reject(new Error("ENOSPC"));
      const file = Object.assign(new FileInMemory(), { [step]: full });
      const { image, unasked } = download({
        bodies: [largePng, largePng],
        begin: async () => file,
      });
      const error = await failure(image);
      assert.deepEqual([error.reason, file.isRemoved], ["cannotWrite", true]);
      assert.equal(unasked.length, 1);
    });
  }

  test("that is taken back on its way leaves no file", async () => {
    const user = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Uint8Array.from(largePng.subarray(0, 999))),
    });
    const file = new FileInMemory();
    file.append = async () => user.abort();
    const { image } = download({
      bodies: [endless],
      begin: async () => file,
      signal: user.signal,
    });
    await assert.rejects(image, { name: "AbortError" });
    assert.ok(file.isRemoved);
  });
});

test("a result that is not large begins no file", async () => {
  const small = await picture();
  const { files, image } = download({ bodies: [small], announced: small.length });
  assert.equal(bytesOf(await image)?.length, small.length);
  assert.deepEqual(files, []);
});

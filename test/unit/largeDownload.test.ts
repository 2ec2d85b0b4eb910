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
const wordyPng = insertedAt(largePng, afterHeader, pngChunk("tEXt", Buffer.alloc(9_000_000, 65)));

interface Plan {
  /** Of each answer, in order. */
  readonly bodies: readonly (Uint8Array | ReadableStream<Uint8Array>)[];
  readonly announced?: number;
  readonly begin?: (() => Promise<GrowingFile | undefined>) | null;
  /** Replaces members of the files that are begun. */
  readonly file?: Partial<GrowingFile>;
  readonly signal?: AbortSignal;
  readonly stallDeadline?: number;
}

/** A body as it comes over a line. */
const inPieces = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 1_000_000) {
        controller.enqueue(Uint8Array.from(bytes.subarray(at, at + 1_000_000)));
      }
      controller.close();
    },
  });

/** The beginning of a large PNG and nothing more, and whether somebody has let go of it. */
function endless(): [body: ReadableStream<Uint8Array>, isLetGo: () => boolean] {
  let isLetGo = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.from(largePng.subarray(0, 999))),
    cancel: () => {
      isLetGo = true;
    },
  });
  return [body, () => isLetGo];
}

/** Downloads what is answered, and the files that were begun for it. */
function download({ bodies, announced = largePng.length, begin, file, ...plan }: Plan): {
  readonly files: FileInMemory[];
  readonly image: Promise<ResultImage>;
  /** Answers that nobody asked for. */
  readonly unasked: readonly unknown[];
} {
  const files: FileInMemory[] = [];
  const unasked = [...bodies];
  const fetch = async () => {
    const body = unasked.shift();
    const sent = body instanceof Uint8Array ? inPieces(body) : body;
    return new Response(sent ?? null, { headers: { "content-length": String(announced) } });
  };
  const beginHere = async () => {
    const begun = Object.assign(new FileInMemory(), file);
    files.push(begun);
    return begun;
  };
  const image = downloadImage(
    { url },
    {
      fetch,
      timing: { ...shortTiming, stallDeadline: plan.stallDeadline ?? shortTiming.stallDeadline },
      mayFetch: () => true,
      begin: begin === null ? undefined : (begin ?? beginHere),
      signal: plan.signal ?? new AbortController().signal,
    },
  );
  return { files, image, unasked };
}

const fileOf = (image: ResultImage) => ("file" in image ? image.file : undefined);
const bytesOf = (image: ResultImage) => ("bytes" in image ? image.bytes : undefined);

const areRemoved = (files: readonly FileInMemory[]) => files.map(({ isRemoved }) => isRemoved);
const fail = (code: string) => () => Promise.reject(new Error(code));

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
    for (const begin of [null, async () => undefined, fail("no room")]) {
      const { image } = download({ bodies: [largePng], begin });
      assert.equal(bytesOf(await image)?.length, largePng.length);
    }
  });

  test("that is no PNG stays in memory", async () => {
    const { files, image } = download({ bodies: [largeJpeg], announced: largeJpeg.length });
    assert.equal((await image).format, "jpeg");
    assert.equal(bytesOf(await image)?.length, largeJpeg.length);
    assert.deepEqual(files, []);
  });

  test("that says so much beside its pixels that nothing is spared goes on in memory", async () => {
    const { files, image } = download({ bodies: [wordyPng], announced: wordyPng.length });
    assert.deepEqual(Buffer.from(bytesOf(await image) ?? []), wordyPng);
    assert.deepEqual(areRemoved(files), [true]);
  });

  test("that breaks off is asked for again, into another file", async () => {
    const { files, image } = download({ bodies: [largePng.subarray(0, 3_000_000), largePng] });
    assert.equal(fileOf(await image)?.length, largePng.length);
    assert.deepEqual(areRemoved(files), [true, false]);
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
      assert.deepEqual(areRemoved(files), [true]);
    });
  }

  test("for which the disk has no room goes on in memory, where it may become a smaller one", async () => {
    const file = new FileInMemory();
    const append = async (bytes: Uint8Array) => {
      // What fails may have been written in part.
      await FileInMemory.prototype.append.call(file, bytes.subarray(0, 999));
      throw new Error("ENOSPC");
    };
    const begin = async () => Object.assign(file, { append });
    const { image, unasked } = download({ bodies: [largePng, largePng], begin });
    assert.deepEqual(Buffer.from(bytesOf(await image) ?? []), largePng);
    assert.deepEqual([file.isRemoved, unasked.length], [true, 1]);
  });

  test("whose file does not come to its end is taken from there", async () => {
    const { files, image } = download({ bodies: [largePng], file: { close: fail("EIO") } });
    assert.deepEqual(Buffer.from(bytesOf(await image) ?? []), largePng);
    assert.deepEqual(areRemoved(files), [true]);
  });

  test("whose file is lost is told so, not asked for again and again, and not read any further", async () => {
    const [body, isLetGo] = endless();
    const file = { append: fail("EIO"), read: fail("ENOENT") };
    const { files, image, unasked } = download({ bodies: [body, largePng], file });
    assert.equal((await failure(image)).reason, "cannotWrite");
    assert.deepEqual([areRemoved(files), unasked.length, isLetGo()], [[true], 1, true]);
  });

  test("is not held to have stopped while the disk is slow", async () => {
    const pauses = [100];
    const append = () =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, pauses.pop() ?? 0);
      });
    const { image } = download({ bodies: [largePng], file: { append }, stallDeadline: 50 });
    assert.equal((await image).width, 48);
  });

  test("that is taken back on its way leaves no file, and is not read any further", async () => {
    const user = new AbortController();
    const [body, isLetGo] = endless();
    const { files, image } = download({
      bodies: [body],
      file: { append: async () => user.abort() },
      signal: user.signal,
    });
    await assert.rejects(image, { name: "AbortError" });
    assert.deepEqual([areRemoved(files), isLetGo()], [[true], true]);
  });

  test("that is taken back when it is whole leaves no file", async () => {
    const user = new AbortController();
    const file = new FileInMemory();
    const close = async () => {
      user.abort();
      return file;
    };
    const { image } = download({
      bodies: [largePng],
      begin: async () => Object.assign(file, { close }),
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

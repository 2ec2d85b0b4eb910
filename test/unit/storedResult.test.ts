import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import type { FinishOptions } from "../../src/core/finishOptions.ts";
import { forUpload } from "../../src/core/forUpload.ts";
import { sha256 } from "../../src/core/hash.ts";
import { provenanceOf } from "../../src/core/provenance.ts";
import { inMemory } from "../../src/core/resultImage.ts";
import type { ResultImage, StoredImage } from "../../src/core/resultImage.ts";
import { PooledFinisher } from "../../src/worker/pooledFinisher.ts";
import { finishQuickly } from "../../src/worker/quickFinish.ts";
import { plannedJob, request } from "../support/fakes.ts";
import { FileInMemory } from "../support/fileInMemory.ts";
import { encoded, never } from "../support/finisher.ts";
import { delivered, finishingJob, outputUri } from "../support/finishingJob.ts";
import { noise, picture } from "../support/images.ts";
import { flat, sharpOf } from "../support/rasters.ts";
import { thisThread } from "../support/threads.ts";

const finisher = new PooledFinisher(thisThread(), async () => finishQuickly);
const asSource: FinishOptions = { outputFormat: "source", jpegQuality: 92 };

/** The same picture in a file, and the file. */
function stored({ bytes, ...shape }: EncodedImage): { file: FileInMemory; image: StoredImage } {
  const file = FileInMemory.of(bytes);
  return { file, image: { ...shape, file } };
}

const result = encoded(await noise(96, 64));
const silent = encoded(forUpload({ bytes: await picture() }));
const telling = encoded(
  await sharp(await picture())
    .withExif({ IFD0: { Artist: "Somebody" } })
    .toBuffer(),
);
const transparent = encoded(await picture({ alpha: true }));
const photo = encoded(await picture({ format: "jpeg" }));

suite("a result in a file", () => {
  for (const [which, source, options, reads] of [
    ["is not read where its source says nothing", silent, {}, 0],
    ["is not read where it is wanted as it is", telling, { outputFormat: "asDelivered" }, 0],
    ["is read to say what its source says", telling, {}, 1],
    ["is read to become transparent", transparent, {}, 1],
    ["is read to become another format", photo, {}, 1],
  ] as const) {
    test(`${which}, and becomes what one in memory becomes`, async () => {
      const { file, image } = stored(result);
      const asked = { ...asSource, ...options };
      const finished = await finisher.finish(image, source, asked, never);
      assert.equal(file.reads, reads);
      assert.equal(finished.image === image, reads === 0);
      const expected = await finisher.finish(result, source, asked, never);
      const bytes = async (made: ResultImage) => Buffer.from((await inMemory(made)).bytes);
      assert.deepEqual(await bytes(finished.image), await bytes(expected.image));
      assert.deepEqual(finished.remarks, expected.remarks);
    });
  }

  test("is read for blackness only where it is small enough to be black", async () => {
    const { file, image } = stored(encoded(await noise(200, 200)));
    assert.equal(await finisher.isBlack(image, silent, never), false);
    assert.equal(file.reads, 0);
    const black = await sharpOf(flat(96, 64, [0, 0, 0, 255]))
      .png()
      .toBuffer();
    assert.equal(await finisher.isBlack(stored(encoded(black)).image, silent, never), true);
  });

  test("says how it was made as one in memory does", async () => {
    const made = provenanceOf(plannedJob(), { seed: 7, request, sourceHash: "00" });
    const told = await finisher.writeProvenance(stored(result).image, made, never);
    assert.notDeepEqual(told?.bytes, result.bytes);
    assert.deepEqual(told, await finisher.writeProvenance(result, made, never));
  });
});

suite("a job whose result is in a file", () => {
  /** The job, whose result `follow` brings in a file. */
  function job(...[pictures, changes]: Parameters<typeof finishingJob>) {
    const { file, image } = stored(delivered);
    const running = finishingJob(pictures, changes);
    Object.assign(running.backend, { follow: async () => ({ image, seed: 7 }) });
    return { ...running, file };
  }

  test("ends with the same output as one whose result is in memory", async () => {
    const { files, run, file } = job({});
    const outcome = await run();
    assert.ok(outcome.state === "done");
    assert.deepEqual(
      [outcome.output.uri, outcome.output.byteLength, outcome.output.hash],
      [outputUri, delivered.bytes.length, await sha256(delivered.bytes)],
    );
    assert.deepEqual(
      Buffer.from(files.contents.get(outputUri) ?? []),
      Buffer.from(delivered.bytes),
    );
    assert.ok(file.isRemoved);
  });

  test("makes room for what became of it before that is written", async () => {
    const { files, run, file } = job({ finish: async () => ({ image: result, remarks: [] }) });
    const write = files.writeNew.bind(files);
    files.writeNew = async (...written) => {
      assert.ok(file.isRemoved);
      return write(...written);
    };
    assert.equal((await run()).state, "done");
  });

  for (const [which, begun] of [
    ["is refused", () => job({ isBlack: async () => true })],
    [
      "cannot be written",
      () => {
        const running = job({});
        running.files.writeNew = () => Promise.reject(new UpscaleError("cannotWrite"));
        return running;
      },
    ],
  ] as const) {
    test(`leaves no file behind where it ${which}`, async () => {
      const { run, file } = begun();
      assert.equal((await run()).state, "failed");
      assert.ok(file.isRemoved);
    });
  }

  test("asks for a file in the folder of its output", async () => {
    const { backend, files, run } = finishingJob({});
    const asked: string[] = [];
    files.begin = async (folder?: string) => {
      asked.push(String(folder));
      return undefined;
    };
    Object.assign(backend, {
      follow: async (...[, , , means]: Parameters<typeof backend.follow>) => {
        await means?.begin?.();
        return { image: delivered, seed: 7 };
      },
    });
    assert.equal((await run()).state, "done");
    assert.deepEqual(asked, ["file:///art"]);
  });
});

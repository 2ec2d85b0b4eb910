import assert from "node:assert/strict";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { build } from "esbuild";
import sharp from "sharp";
import { startThread } from "../../src/node/pictureThread.ts";
import { PooledFinisher } from "../../src/worker/pooledFinisher.ts";
import { connectThread } from "../../src/worker/thread.ts";
import { repository } from "../run/paths.ts";
import { makeTemporaryFolder } from "../run/temporaryFolder.ts";
import { loadAsset } from "../support/assets.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { noise } from "../support/images.ts";
import { png } from "../support/pngs.ts";
import { transparentPictures } from "../support/transparentPictures.ts";
import { testThreads } from "../support/threads.ts";

const folder = makeTemporaryFolder();
const script = join(folder.path, "thread.cjs");
await build({
  entryPoints: [join(repository, "src/node/pictureThreadEntry.ts")],
  outfile: script,
  bundle: true,
  platform: "node",
  format: "cjs",
  define: { "import.meta.url": '""' },
});
const pool = testThreads(() => connectThread(startThread(script), loadAsset), 2);
const threaded = new PooledFinisher(pool);
after(() => folder.remove());

const finish = { outputFormat: "source", jpegQuality: 92 } as const;

/** What comes back for a picture, as large as is asked for. */
const delivered = async (sent: Uint8Array, width: number, height: number) =>
  encoded(await sharp(sent).resize(width, height, { fit: "fill" }).png().toBuffer());

suite("finishing in a thread", () => {
  for (const [what, bytes] of Object.entries(transparentPictures)) {
    test(`makes the same bytes of ${what} as without one`, async () => {
      const source = encoded(bytes);
      const sent = await threaded.prepare(source, never);
      assert.deepEqual(sent, await finisher.prepare(source, never));
      const result = await delivered(sent.bytes, 3 * source.width, 3 * source.height);
      const made = await threaded.finish(result, source, finish, never);
      assert.deepEqual(made, await finisher.finish(result, source, finish, never));
      assert.equal(await threaded.isBlack(result, source, never), false);
    });
  }

  test("leaves the editor its turns, and the bytes it was given", async () => {
    const alpha = await sharp(await noise(500, 500))
      .extractChannel("red")
      .toBuffer();
    const source = encoded(
      await sharp(await noise(500, 500))
        .joinChannel(alpha)
        .png()
        .toBuffer(),
    );
    const result = await delivered(await noise(500, 500), 2000, 2000);
    const before = [source.bytes.slice(), result.bytes.slice()];
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await threaded.finish(result, source, finish, never).finally(() => (isOver = true));
    assert.ok(turns > 100, `${turns} turns`);
    assert.deepEqual([source.bytes, result.bytes], before);
  });

  test("a refusal comes out of it as it was", async () => {
    const damaged = encoded(png({ height: 2, type: 6, rows: [0, 1, 2, 3, 4, 5, 6, 7, 8] }));
    await assert.rejects(threaded.prepare(damaged, never), {
      reason: "badSource",
      subject: "damaged",
    });
  });

  test("ends with its thread when the user cancels, and another one serves the next", async () => {
    const user = new AbortController();
    const source = encoded(transparentPictures["an icon"] ?? Buffer.alloc(0));
    const result = await delivered(source.bytes, 1500, 1500);
    const run = threaded.finish(result, source, finish, user.signal);
    setImmediate(() => user.abort());
    await assert.rejects(run, { name: "AbortError" });
    await threaded.finish(await delivered(source.bytes, 96, 96), source, finish, never);
  });
});

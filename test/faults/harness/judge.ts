import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { LocalDisk } from "../../../src/node/localDisk.ts";
import { JournalFolder } from "../../../src/node/journalFolder.ts";
import { inThisThread } from "../../../src/worker/inThisThread.ts";
import { PicturePool } from "../../../src/worker/pool.ts";
import { PooledFinisher } from "../../../src/worker/pooledFinisher.ts";
import { loadAsset } from "../../support/assets.ts";
import { encoded, never } from "../../support/finisher.ts";
import { finish } from "../driver/commands.ts";
import { age, filesBelow } from "./files.ts";
import { picturesMade, submits } from "./results.ts";
import { leaks } from "./secrets.ts";
import type { World } from "./world.ts";

/** Files that are no picture of ours: the source, and what a cell put in the way. */
const isForeign = (name: string, bytes: Buffer): boolean =>
  name === "hero.png" || bytes.toString() === "somebody else's";

const isTemporary = (name: string): boolean => name.endsWith(".tmp");

/** Files without a byte, which only a kill between taking a name and filling it leaves. */
export async function emptyFiles({ art }: World): Promise<string[]> {
  const files = [...(await filesBelow(art))];
  return files
    .filter(([name, bytes]) => bytes.length === 0 && !isForeign(name, bytes))
    .map(([name]) => name);
}

/** The records of jobs that the next window would go on with. */
export async function unfinished({ journal }: World): Promise<string[]> {
  return [...(await new JournalFolder(journal).list("unfinished"))];
}

/** What becomes of pictures that the server made; where the source has no transparency, they stay as they are. */
async function finished({ art, server }: World): Promise<Buffer[]> {
  const source = encoded(await readFile(join(art, "hero.png")));
  const pool = new PicturePool(1, async () => inThisThread(loadAsset));
  const finisher = new PooledFinisher(pool);
  const pictures = (await picturesMade(server)).map(async (bytes) => {
    const { image } = await finisher.finish(encoded(bytes), source, finish, never);
    return Buffer.from(image.bytes);
  });
  return Promise.all(pictures).finally(() => pool.dispose());
}

/** The outputs in the folder, each proven to be, byte for byte, what becomes of a picture that the server made. */
export async function wholeOutputs(world: World): Promise<string[]> {
  const { art } = world;
  const found = [...(await filesBelow(art))].filter(
    ([name, bytes]) => bytes.length > 0 && !isForeign(name, bytes) && !isTemporary(name),
  );
  const made = found.length > 0 ? await finished(world) : [];
  for (const [name, bytes] of found) {
    assert.ok(
      made.some((picture) => picture.equals(bytes)),
      `${name} (${bytes.length} bytes) is not what comes of what the server made`,
    );
    const { width, height } = await sharp(await sharp(bytes).raw().png().toBuffer()).metadata();
    assert.deepEqual([width, height], [96, 64]);
  }
  return found.map(([name]) => name).toSorted();
}

/** No temporary file stays: none at all after an end, after a kill none once the cleaning has met it. */
export async function assertClean({ art, journal }: World, wasKilled: boolean): Promise<void> {
  if (wasKilled) {
    await clean(art, () => new LocalDisk().prepare({ fsPath: art }));
    const records = new JournalFolder(journal);
    await clean(journal, () => Promise.all([records.list("unfinished"), records.list("ended")]));
  }
  const left = [...(await filesBelow(art)).keys(), ...(await filesBelow(journal)).keys()];
  assert.deepEqual(left.filter(isTemporary), [], "temporary files stay");
}

async function clean(folder: string, sweep: () => Promise<unknown>): Promise<void> {
  const partial = [...(await filesBelow(folder)).keys()].filter(isTemporary);
  await age(folder, partial);
  await sweep();
}

/** Submits: as many processed as expected, and never more sent than the user asked for. */
export function assertSubmits({ server }: World, processed: number, asked: number): void {
  const counted = submits(server);
  assert.equal(counted.processed, processed, "submits that fal processed");
  assert.ok(counted.sent <= asked, `${counted.sent} submits were sent, ${asked} asked for`);
}

/** Neither the key nor a link nor the picture is anywhere in what stays behind. */
export async function assertNoSecrets(world: World): Promise<void> {
  assert.deepEqual(await leaks(world), [], "secrets");
}

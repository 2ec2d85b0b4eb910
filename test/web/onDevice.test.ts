import assert from "node:assert/strict";
import type { Worker } from "playwright-core";
import { picture } from "../support/images.ts";
import { decodedBySharp, largestDifference, pixelAt } from "../support/rasters.ts";
import type { Session } from "./session.ts";
import { forbidWorkers, watchThread } from "./threads.ts";
import { changeSetting, fileNames, readFile, upscale } from "./upscaling.ts";
import { webSuite } from "./webSuite.ts";

const files = {
  "hero.png": await picture(),
  "icon.png": await picture({ alpha: true, width: 40, height: 24 }),
  "photo.jpg": await picture({ format: "jpeg", width: 40, height: 30 }),
  "large.png": await picture({ width: 200, height: 150 }),
};

/** What each picture became in workers, for comparison. */
const byWorkers = new Map<string, Uint8Array>();

/** How many workers were started; they stay, so that the later pictures may need no new one. */
let startedSoFar = 0;

let areForbidden = false;

/** Goes on where no worker may start, and none runs any more. */
async function withoutWorkers(session: Session): Promise<void> {
  if (!areForbidden) {
    await session.reload();
    await forbidWorkers(session);
    areForbidden = true;
  }
}

webSuite({ name: "On this device, in the browser", files }, (webTest) => {
  const models = [
    ["device-fast", "hero.png", [96, 64], 1],
    ["device-standard", "icon.png", [80, 48], 1],
    ["device-standard", "photo.jpg", [80, 60], 1],
    // Tiles of at most 48 pixels: 20 of them. How many follow each other before a timer of the page's has its
    // turn is the browser's affair; without room between them all would.
    ["device-standard", "large.png", [400, 300], 5],
  ] as const;
  for (const [model, name, size] of models) {
    webTest(`${model} doubles ${name} in the browser's workers`, async (session) => {
      const output = outputOf(name);
      const watched = await watchThread(session);
      await changeSetting(session, "model", model);
      const workers = await workersDuring(session, async () => {
        assert.deepEqual(await upscale(session, name), [output]);
      });
      assert.ok((await fileNames(session)).includes(output));
      const bytes = await readFile(session, output);
      byWorkers.set(name, bytes);
      const { width, height } = await decodedBySharp(bytes);
      assert.deepEqual([width, height], size);
      startedSoFar += workers.length;
      assert.ok(startedSoFar > 0, "no worker was started");
      assert.doesNotMatch(await watched.turns(), /w/, "the extension host worked itself");
    });
  }

  webTest("keeps what is transparent, and nothing else is", async () => {
    const doubled = await decodedBySharp(byWorkers.get("icon.png") ?? new Uint8Array());
    assert.equal(pixelAt(doubled, 0, 0)[3], 255);
    assert.equal(pixelAt(doubled, 79, 47)[3], 0);
  });

  for (const [model, name, , fewestPieces] of models) {
    webTest(`${model} makes the same of ${name} where no worker may start`, async (session) => {
      const output = outputOf(name);
      await withoutWorkers(session);
      const watched = await watchThread(session);
      await changeSetting(session, "model", model);
      const workers = await workersDuring(session, async () => {
        assert.deepEqual(await upscale(session, name), [output]);
      });
      assert.deepEqual(workers, []);
      const turns = await watched.turns();
      assert.ok(pieces(turns) >= fewestPieces, `the work was done in ${turns}`);
      await assertSame(await readFile(session, output), byWorkers.get(name));
    });
  }

  webTest("asks nothing of any other server", async ({ outside, host }) => {
    assert.deepEqual(outside.asked, []);
    // It would be seen.
    await host.run(
      () =>
        fetch("https://fal.example/")
          .catch(() => undefined)
          .then(() => 0),
      0,
    );
    assert.deepEqual(outside.asked, ["fal.example:443"]);
  });
});

/** Other tiles may round a sample to the other side, which only a lossy format would make more of. */
async function assertSame(
  bytes: Uint8Array,
  expected: Uint8Array = new Uint8Array(),
): Promise<void> {
  const [actual, wanted] = [await decodedBySharp(bytes), await decodedBySharp(expected)];
  const difference = largestDifference(actual, wanted);
  assert.ok(difference <= 1, `a sample differs by ${difference}`);
}

const outputOf = (name: string): string => name.replace(".", "@2x.");

/** How often the extension host worked, and then did something else. */
const pieces = (turns: string): number => turns.match(/w/g)?.length ?? 0;

/** The addresses of the workers that the extension host started meanwhile; the workbench has some too. */
async function workersDuring({ page }: Session, work: () => Promise<void>): Promise<string[]> {
  const started: string[] = [];
  const add = (worker: Worker) => {
    if (worker.url().startsWith("blob:http://v--")) {
      started.push(worker.url());
    }
  };
  page.on("worker", add);
  try {
    await work();
  } finally {
    page.off("worker", add);
  }
  return started;
}

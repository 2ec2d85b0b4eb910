import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, suite, test } from "node:test";
import type { TestContext } from "node:test";
import { JournalFolder } from "../../src/node/journalFolder.ts";
import { LiveWindow } from "../../src/node/liveWindow.ts";
import { until } from "../support/batches.ts";

let root: string;
let folder: string;
let count = 0;
before(async () => (root = await mkdtemp(join(tmpdir(), "clarity-journal-"))));
after(() => rm(root, { recursive: true, force: true }));
beforeEach(() => (folder = join(root, String(count++))));

suite("JournalFolder", () => {
  test("a folder that is not there is an empty journal", async () => {
    const files = new JournalFolder(folder);
    assert.deepEqual(await files.list("unfinished"), []);
    assert.equal(await files.read("ended", "x.json"), undefined);
    assert.equal(await files.rename("unfinished", "x.json", "y.json"), false);
    await files.remove("ended", "x.json");
  });

  test("what is written is read, listed, renamed and removed; nothing temporary stays", async () => {
    const files = new JournalFolder(folder);
    await files.write("unfinished", "a.json", "1");
    await files.write("unfinished", "a.json", "2");
    assert.equal(await files.rename("unfinished", "a.json", "b.json"), true);
    assert.deepEqual(
      [await files.list("unfinished"), await files.read("unfinished", "b.json")],
      [["b.json"], "2"],
    );
    await files.remove("unfinished", "b.json");
    assert.deepEqual(await readdir(join(folder, "unfinished")), []);
  });

  test("a half-written file of a crash is not a record", async () => {
    const files = new JournalFolder(folder);
    await files.write("unfinished", "a.json", "1");
    await writeFile(join(folder, "unfinished", ".half.tmp"), "{");
    assert.deepEqual(await files.list("unfinished"), ["a.json"]);
  });

  test("only this user may read it", async () => {
    const files = new JournalFolder(folder);
    await files.write("ended", "a.json", "1");
    await files.append("line");
    const modes = await Promise.all(
      [join(folder, "ended"), join(folder, "ended", "a.json"), join(folder, "ledger.jsonl")].map(
        async (path) => (await stat(path)).mode & 0o077,
      ),
    );
    assert.deepEqual(modes, [0, 0, 0]);
  });

  test("lines of many writers all stand in the ledger", async () => {
    const files = new JournalFolder(folder);
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    await Promise.all(lines.map((line) => files.append(line)));
    const ledger = (await readFile(join(folder, "ledger.jsonl"), "utf8")).trim().split("\n");
    assert.deepEqual(ledger.toSorted(), lines.toSorted());
  });

  test("the ledger is read as it stands, and is empty at first", async () => {
    const files = new JournalFolder(folder);
    assert.equal(await files.readLedger(), "");
    await files.append("one");
    await files.append("two");
    assert.equal(await files.readLedger(), "one\ntwo\n");
  });
});

suite("LiveWindow", () => {
  // A step of the watch that takes three beats counts as a sleep, so a beat is longer than a hiccup.
  const signs = { beat: 25, silence: 100 };

  test("one that gives signs of life is not gone", async () => {
    // Patient, for a sign may be late on a busy machine.
    const patient = { beat: 10, silence: 3_000 };
    const [a, b] = [new LiveWindow(folder, patient), new LiveWindow(folder, patient)];
    await a.start();
    assert.equal(await b.isGone(a.id), false);
    await a.stop();
  });

  test("one that stopped, or never was, is gone", async () => {
    const [a, b] = [new LiveWindow(folder, signs), new LiveWindow(folder, signs)];
    await a.start();
    await a.stop();
    assert.deepEqual([await b.isGone(a.id), await b.isGone("never")], [true, true]);
  });

  test("one whose file stands still is gone, although a process has its number", async () => {
    const [a, b] = [
      new LiveWindow(folder, { beat: 1_000_000, silence: 1 }),
      new LiveWindow(folder, signs),
    ];
    await a.start();
    assert.equal(await b.isGone(a.id), true);
    await a.stop();
  });

  test("a sleep of the computer does not count: the whole silence is watched after it", async (context) => {
    const asleep = await silentWindow();
    const watch = watchedBy(new LiveWindow(folder, signs), asleep, context);
    await watch.pass(25, 3);
    await watch.pass(60 * 60_000, 1);
    await watch.pass(25, 3);
    assert.equal(watch.isGone(), undefined);
    await watch.pass(25, 1);
    assert.equal(watch.isGone(), true);
  });

  test("one that gives a sign after a sleep of the computer is not gone", async (context) => {
    const asleep = await silentWindow();
    const watch = watchedBy(new LiveWindow(folder, signs), asleep, context);
    await watch.pass(60 * 60_000, 1);
    await watch.pass(25, 3);
    await utimes(join(folder, asleep), 1, 1);
    await watch.pass(25, 1);
    assert.equal(watch.isGone(), false);
  });

  test("one whose process was killed is gone at once", async () => {
    const script = `import("./src/node/liveWindow.ts").then(async ({ LiveWindow }) => {
      const window = new LiveWindow(process.argv[1]);
      await window.start();
      console.log(window.id);
      setInterval(() => {}, 1000);
    })`;
    const child = spawn(process.execPath, ["--import", "tsx", "-e", script, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const id = String((await once(child.stdout, "data"))[0]).trim();
    const watcher = new LiveWindow(folder, { beat: 10, silence: 60_000 });
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal(await watcher.isGone(id), true);
  });
});

/** The id of a window of this process that gives no second sign of life. */
async function silentWindow(): Promise<string> {
  const window = new LiveWindow(folder, { beat: 1_000_000, silence: 1 });
  await window.start();
  return window.id;
}

/** A window that is held to be gone or not, in a time that passes only when it is told to. */
function watchedBy(watcher: LiveWindow, id: string, { mock }: TestContext) {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const waits = mock.method(globalThis, "setTimeout").mock;
  let begun = 0;
  let gone: boolean | undefined;
  void watcher.isGone(id).then((is) => (gone = is));
  const waitsAgain = () => until(() => waits.callCount() > begun || gone !== undefined);
  /** As many steps of the watch, each of which takes so long. */
  const pass = async (milliseconds: number, steps: number) => {
    for (let step = 0; step < steps; step++) {
      await waitsAgain();
      begun = waits.callCount();
      mock.timers.tick(milliseconds);
    }
    await waitsAgain();
  };
  return { pass, isGone: () => gone };
}

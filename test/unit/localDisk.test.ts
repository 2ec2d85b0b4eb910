import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, suite, test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { outputNames } from "../../src/core/outputName.ts";
import { isTemporary } from "../../src/core/temporaryName.ts";
import { LocalDisk } from "../../src/node/localDisk.ts";
import { FileInMemory } from "../support/fileInMemory.ts";

const localDisk = new LocalDisk();

const names = (sourceName = "hero.png") =>
  outputNames({
    sourceName,
    scale: 2,
    width: 640,
    height: 400,
    ext: "png",
    template: "${name}@${scale}x.${ext}",
  });
const bytes = (text: string) => new TextEncoder().encode(text);

suite("localDisk", () => {
  let root: string;
  let folder: { fsPath: string };
  let count = 0;
  before(async () => (root = await mkdtemp(join(tmpdir(), "clarity-disk-"))));
  after(() => rm(root, { recursive: true, force: true }));
  beforeEach(async () => {
    folder = { fsPath: join(root, String(count++)) };
    await mkdir(folder.fsPath);
  });
  const contents = async () => (await readdir(folder.fsPath)).toSorted();
  const grown = async (...pieces: readonly string[]) => {
    const file = await localDisk.begin(folder);
    for (const piece of pieces) {
      await file.append(bytes(piece));
    }
    return file.close();
  };

  test("writes the bytes under the first name, and leaves nothing else", async () => {
    assert.equal(await localDisk.writeNew(folder, names(), bytes("new")), "hero@2x.png");
    assert.deepEqual(await contents(), ["hero@2x.png"]);
    assert.equal(await readFile(join(folder.fsPath, "hero@2x.png"), "utf8"), "new");
  });

  test("takes the next name when one is taken, and leaves the old file alone", async () => {
    await writeFile(join(folder.fsPath, "hero@2x.png"), "old");
    assert.equal(await localDisk.writeNew(folder, names(), bytes("new")), "hero@2x-2.png");
    assert.equal(await readFile(join(folder.fsPath, "hero@2x.png"), "utf8"), "old");
  });

  test("a file that grew gets a name like one that is written at once", async () => {
    await writeFile(join(folder.fsPath, "hero@2x.png"), "old");
    const file = await grown("n", "ew");
    assert.deepEqual([file.length, file.hash], [3, await sha256(bytes("new"))]);
    assert.deepEqual(Buffer.from(await file.read()), Buffer.from("new"));
    assert.equal(await localDisk.writeNew(folder, names(), file), "hero@2x-2.png");
    await file.remove();
    assert.deepEqual(await contents(), ["hero@2x-2.png", "hero@2x.png"]);
    assert.equal(await readFile(join(folder.fsPath, "hero@2x-2.png"), "utf8"), "new");
  });

  test("a file without a name looks like one, and is removed whenever that is wanted", async () => {
    const growing = await localDisk.begin(folder);
    await growing.append(bytes("new"));
    assert.ok((await contents()).every(isTemporary));
    await growing.remove();
    await growing.remove();
    await (await grown("new")).remove();
    assert.deepEqual(await contents(), []);
  });

  test("a file from elsewhere is written anew", async () => {
    const foreign = FileInMemory.of(bytes("new"));
    assert.equal(await localDisk.writeNew(folder, names(), foreign), "hero@2x.png");
    assert.equal(await readFile(join(folder.fsPath, "hero@2x.png"), "utf8"), "new");
  });

  test("fifty writers at once get fifty names, each with its own bytes", async () => {
    const written = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const name = await localDisk.writeNew(folder, names(), bytes(String(index)));
        return [name, await readFile(join(folder.fsPath, name), "utf8")] as const;
      }),
    );
    assert.equal(new Set(written.map(([name]) => name)).size, 50);
    assert.deepEqual(
      written.map(([, text]) => text),
      Array.from({ length: 50 }, (_, index) => String(index)),
    );
    assert.equal((await contents()).length, 50);
  });

  for (const name of ["ü #1 %20.png", "[x] {y}.png", "🦊 日本語.png", "e\u0301.png", "a&b'c.png"]) {
    test(`takes the name ${name}`, async () => {
      const written = await localDisk.writeNew(folder, names(name), bytes("new"));
      assert.deepEqual(await contents(), [written]);
    });
  }

  test("a folder that is not there is not writable, and nothing is made", async () => {
    const missing = { fsPath: join(folder.fsPath, "missing") };
    await assert.rejects(localDisk.prepare(missing), { code: "ENOENT" });
    await assert.rejects(localDisk.writeNew(missing, names(), bytes("new")), { code: "ENOENT" });
    await assert.rejects(localDisk.begin(missing), { code: "ENOENT" });
    assert.deepEqual(await contents(), []);
  });

  test("preparing leaves nothing, and removes the leftovers of a crash but not what is being written", async () => {
    const old = `.clarity-upscaler-${crypto.randomUUID()}.tmp`;
    const fresh = `.clarity-upscaler-${crypto.randomUUID()}.tmp`;
    const foreign = ".clarity-upscaler-notes.tmp";
    const yesterday = new Date(Date.now() - 86_400_000);
    for (const name of [old, fresh, foreign]) {
      await writeFile(join(folder.fsPath, name), "");
    }
    for (const name of [old, foreign]) {
      await utimes(join(folder.fsPath, name), yesterday, yesterday);
    }
    await localDisk.prepare(folder);
    assert.deepEqual(await contents(), [fresh, foreign].toSorted());
  });

  for (const code of ["EPERM", "ENOTSUP", "EISDIR", "EINVAL", "UNKNOWN"]) {
    test(`where hard links are refused with ${code}, nothing is overwritten either`, async () => {
      const disk = new LocalDisk(() => Promise.reject(Object.assign(new Error(code), { code })));
      await writeFile(join(folder.fsPath, "hero@2x.png"), "old");
      const written = await Promise.all(
        ["1", "2", "3"].map(async (text) =>
          disk.writeNew(folder, names(), text === "1" ? await grown(text) : bytes(text)),
        ),
      );
      assert.deepEqual(written.toSorted(), ["hero@2x-2.png", "hero@2x-3.png", "hero@2x-4.png"]);
      const texts = written.map((name) => readFile(join(folder.fsPath, name), "utf8"));
      assert.deepEqual(await Promise.all(texts), ["1", "2", "3"]);
      assert.deepEqual(await contents(), [
        "hero@2x-2.png",
        "hero@2x-3.png",
        "hero@2x-4.png",
        "hero@2x.png",
      ]);
      assert.equal(await readFile(join(folder.fsPath, "hero@2x.png"), "utf8"), "old");
    });
  }
});

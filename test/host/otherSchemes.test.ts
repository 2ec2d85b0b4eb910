import assert from "node:assert/strict";
import * as vscode from "vscode";
import { MemoryFiles } from "./memoryFiles.ts";
import { picture } from "../support/images.ts";
import { PictureFolder, workspaceFolder } from "./pictureFolder.ts";
import { until } from "./until.ts";
import { looks, run, upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const art = new PictureFolder(vscode.Uri.parse("mem://server/art"));
const taken = new TextEncoder().encode("somebody's own");

let memory: MemoryFiles;

/** Gives every test of a suite an empty file system of its own. */
function withMemoryFiles(scheme: string, options: { readonly isReadonly?: boolean } = {}): void {
  let registration: vscode.Disposable;
  setup(() => {
    memory = new MemoryFiles();
    registration = vscode.workspace.registerFileSystemProvider(scheme, memory, options);
  });
  teardown(() => registration.dispose());
}

/** Upscales a picture in memory, and resolves to the result's name, if any. */
async function upscaleHero(): Promise<string | undefined> {
  const hero = await art.put("hero.png");
  memory.changes.length = 0;
  return (await upscale(hero))[0];
}

suite("On a file system of another extension", () => {
  inFreshWorld();
  withMemoryFiles("mem");

  test("the result stands beside its source there", async () => {
    const names = ["hero.png", "50% #1 [é] 🦊.png"];
    const sources = [await art.put("hero.png"), await art.put("50% #1 [é] 🦊.png")];
    const made = await run(sources[0], sources);
    const expected = ["hero@2x.png", "50% #1 [é] 🦊@2x.png"];
    assert.deepEqual(
      made.map(String),
      expected.map((name) => art.at(name).toString()),
    );
    assert.deepEqual(await art.names(), [...names, ...expected].sort());
    assert.equal(await looks(await art.read("50% #1 [é] 🦊@2x.png")), "png 96 × 64");
  });

  test("it gets its name when it is whole, from a hidden file that no image tool looks at", async () => {
    assert.equal(await upscaleHero(), "hero@2x.png");
    assert.equal(memory.changes.length, 2);
    const [write = "", rename = ""] = memory.changes;
    assert.match(write, /^write \/art\/\.clarity-upscaler-[\da-f-]{36}\.tmp$/);
    assert.equal(rename, `${write.replace("write", "rename")} /art/hero@2x.png`);
  });

  test("a write that breaks off leaves nothing", async () => {
    memory.happenings = {
      beforeWrite: (path) => {
        if (path.endsWith(".tmp")) {
          memory.files.set(path, new Uint8Array(10));
          throw vscode.FileSystemError.Unavailable("the disk is full");
        }
      },
    };
    assert.equal(await upscaleHero(), undefined);
    assert.deepEqual([...memory.files.keys()], ["/art/hero.png"]);
  });

  test("a rename that fails leaves nothing", async () => {
    memory.happenings = {
      beforeRename: (to) => {
        throw vscode.FileSystemError.NoPermissions(to);
      },
    };
    assert.equal(await upscaleHero(), undefined);
    assert.deepEqual([...memory.files.keys()], ["/art/hero.png"]);
  });
});

suite("On a file system of another extension, a name that", () => {
  inFreshWorld();
  withMemoryFiles("mem");

  const races: [what: string, taker: () => void][] = [
    ["is taken", () => memory.files.set("/art/hero@2x.png", taken)],
    ["is taken but for its case", () => memory.files.set("/art/HERO@2X.PNG", taken)],
    [
      "is taken by a file that is not listed",
      () => {
        memory.files.set("/art/hero@2x.png", taken);
        memory.unlisted.add("/art/hero@2x.png");
      },
    ],
    [
      "is taken at the last moment",
      () => {
        memory.happenings = {
          beforeRename: () => memory.files.set("/art/hero@2x.png", taken),
        };
      },
    ],
  ];
  for (const [what, taker] of races) {
    test(`${what} is left alone`, async () => {
      taker();
      assert.equal(await upscaleHero(), "hero@2x-2.png");
      const other = [...memory.files].find(([path]) => /\/hero@2x\.png$/i.test(path));
      assert.deepEqual(other?.[1], taken);
      assert.equal(memory.files.size, 3);
    });
  }
});

suite("Where nothing can be written", () => {
  inFreshWorld();
  const hero = vscode.Uri.parse("locked:/art/hero.png");

  for (const isReadonly of [true, false]) {
    suite(isReadonly ? "because the file system is read only" : "because the folder is", () => {
      withMemoryFiles("locked", { isReadonly });
      setup(async () => {
        memory.files.set(hero.path, await picture());
        memory.isFolderReadonly = true;
      });

      test("nothing is sent before one has said where to, nor when one does not say", async () => {
        assert.deepEqual(await answered("workbench.action.closeQuickOpen"), []);
        assert.deepEqual(await fal.readJournal({ state: "any" }), []);
        assert.deepEqual(memory.changes, []);
      });

      test("the result goes where one says", async () => {
        const [name = ""] = await answered("workbench.action.acceptSelectedQuickOpenItem");
        const result = vscode.Uri.joinPath(workspaceFolder().uri, name);
        assert.equal(await looks(await vscode.workspace.fs.readFile(result)), "png 96 × 64");
        await vscode.workspace.fs.delete(result);
        assert.deepEqual(memory.changes, []);
      });
    });
  }

  /** Upscales the picture while the question for a folder is answered, as soon as it is there. */
  async function answered(command: string): Promise<string[]> {
    let made: string[] | undefined;
    const upscaled = upscale(hero).then((names) => (made = names));
    await until("the question is answered", async () => {
      await vscode.commands.executeCommand(command);
      return made !== undefined;
    });
    return upscaled;
  }
});

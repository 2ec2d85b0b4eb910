import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as vscode from "vscode";
import { UpscaleError } from "../../src/core/errors.ts";
import { isImage, searchImages, searchLimits } from "../../src/vscode/imageSearch.ts";
import { pathsIn } from "./lot.ts";
import { MemoryFiles } from "./memoryFiles.ts";
import { newFolder, PictureFolder, workspaceFolder } from "./pictureFolder.ts";
import { changeSettings, restoreSettings, writeFolderSettings } from "./settings.ts";
import { inFreshWorld } from "./world.ts";

const { signal } = new AbortController();

/** The images that are found in a folder, or in one of its own, as paths seen from it. */
async function found(folder: PictureFolder, within = ""): Promise<string[]> {
  const { images } = await searchImages([folder.at(within)], signal);
  return pathsIn(folder, images);
}

async function putEmpty(folder: PictureFolder, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await folder.put(path, "");
  }
}

/** Hides these in the Explorer until `work` is done; the globs begin at the workspace folder. */
async function whileHidden<T>(exclude: object, work: () => Promise<T>): Promise<T> {
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration("files").update("exclude", exclude, Global);
  try {
    return await work();
  } finally {
    await vscode.workspace.getConfiguration("files").update("exclude", undefined, Global);
  }
}

suite("A search for images", () => {
  inFreshWorld();

  test("finds them in the order in which people count", async () => {
    const folder = await newFolder();
    await putEmpty(folder, "a10.png", "a2.png", "b/a.webp", "a1.jpeg", "c.gif", "png");
    const { images } = await searchImages([folder.uri], signal);
    assert.deepEqual(
      images.map(({ path }) => path.slice(folder.uri.path.length + 1)),
      ["a1.jpeg", "a2.png", "a10.png", "b/a.webp"],
    );
  });

  test("leaves dependencies and hidden folders out, but not hidden files", async () => {
    const folder = await newFolder();
    const kept = [".own.png", "a.png", "node_modules.png"];
    await putEmpty(
      folder,
      ...kept,
      ".cache/b.png",
      "ui/.cache/deep/c.png",
      "node_modules/d.png",
      "ui/node_modules/e/f.png",
      "bower_components/g.png",
    );
    assert.deepEqual(await found(folder), kept.toSorted());
  });

  test("goes where it is sent, whatever is left out elsewhere", async () => {
    const folder = await newFolder();
    await putEmpty(folder, "node_modules/ui/a.png", "node_modules/ui/.cache/b.png");
    assert.deepEqual(await found(folder, "node_modules/ui"), ["node_modules/ui/a.png"]);
  });

  test("leaves out what a workspace folder's own settings name, there only", async () => {
    const [one, two] = [await newFolder(), await newFolder(workspaceFolder(1))];
    await putEmpty(one, "a.png", "raw/b.png", "a-draft.png");
    await putEmpty(two, "raw/b.png");
    const [name = ""] = one.uri.path.split("/").slice(-1);
    const folderExclude = [`${name}/raw`, "**/*-draft.*"];
    await writeFolderSettings(workspaceFolder(), { folderExclude, scale: 3 });
    assert.deepEqual(await found(one), ["a.png"]);
    assert.deepEqual(await found(two), ["raw/b.png"]);
  });

  test("refuses globs that are no list of texts", async () => {
    const folder = await newFolder();
    for (const folderExclude of ["raw", [1], { raw: true }]) {
      await changeSettings({ folderExclude });
      await assert.rejects(
        searchImages([folder.uri], signal),
        (error) => error instanceof UpscaleError && error.subject === "folderExclude",
      );
      await restoreSettings();
    }
  });

  test("follows links to files, and none to folders, which may lead back", async () => {
    const folder = await newFolder();
    await putEmpty(folder, "a.png", "ui/b.png");
    await symlink(fileURLToPath(folder.uri.toString()), path(folder, "ui/loop"));
    await symlink(path(folder, "a.png"), path(folder, "ui/link.png"));
    await symlink(path(folder, "gone.png"), path(folder, "ui/gone.png"));
    assert.deepEqual(await found(folder), ["a.png", "ui/b.png", "ui/link.png"]);
    assert.deepEqual(await found(folder, "ui/loop/ui"), [
      "ui/loop/ui/b.png",
      "ui/loop/ui/link.png",
    ]);
  });

  test("ends when it is told to", async () => {
    const folder = await newFolder();
    await assert.rejects(searchImages([folder.uri], AbortSignal.abort()), { name: "AbortError" });
  });
});

const path = (folder: PictureFolder, name: string): string =>
  fileURLToPath(folder.at(name).toString());

suite("What files.exclude hides", () => {
  inFreshWorld();
  const paths = [
    "a.png",
    "a.psd",
    "b.png",
    "raw/c.png",
    "ui/raw/d.png",
    "ui/[id]/e.png",
    "ui/x,y/f.png",
    "ui/{z}/g.png",
    "ui/deep/er/h.PNG",
  ];

  /** Globs, of which FOLDER is the folder's name in the workspace. */
  const table: readonly (readonly [what: string, exclude: Readonly<Record<string, unknown>>])[] = [
    ["by a name anywhere", { "**/raw": true }],
    ["by what is in it", { "**/raw/**": true }],
    ["at one place", { "FOLDER/raw": true }],
    ["below one place", { "FOLDER/ui/**": true }],
    ["by an extension", { "**/*.png": true }],
    ["by several names", { "**/{raw,deep}": true, "**/b.*": true }],
    ["by nested names", { "**/{a,{b,c}}.png": true }],
    ["by characters", { "**/[ab].png": true, "**/[!c-e].PNG": true }],
    ["by characters that stand for themselves", { "**/[[]id]": true, "**/[{]z[}]": true }],
    ["by a sibling", { "**/*.png": { when: "$(basename).psd" } }],
    ["by wildcards for folders", { "FOLDER/*/raw": true, "FOLDER/**/er": true }],
    ["not, because it is switched off", { "**/raw": false }],
  ];
  for (const [what, exclude] of table) {
    test(`${what} is left out, as VS Code's own search does from the top`, async () => {
      const folder = await newFolder();
      await putEmpty(folder, ...paths);
      const [name = ""] = folder.uri.path.split("/").slice(-1);
      const named = Object.entries(exclude).map(([glob, on]) => [glob.replace("FOLDER", name), on]);
      const [ours, theirs] = await whileHidden(Object.fromEntries(named), async () => {
        const all = new vscode.RelativePattern(workspaceFolder(), `${name}/**`);
        return [await found(folder), await vscode.workspace.findFiles(all)];
      });
      assert.deepEqual(ours, pathsIn(folder, theirs.filter(isImage)));
      assert.ok(ours.length < paths.length - 1 || Object.values(exclude).includes(false));
    });
  }
});

suite("On a file system without a search of its own", () => {
  const art = new PictureFolder(vscode.Uri.parse("mem://server/art"));
  let memory: MemoryFiles;
  let registration: vscode.Disposable;
  setup(() => {
    memory = new MemoryFiles();
    registration = vscode.workspace.registerFileSystemProvider("mem", memory);
  });
  teardown(() => registration.dispose());

  test("images are found all the same", async () => {
    await putEmpty(art, "a.png", "ui/b.png", "ui/node_modules/c.png");
    assert.deepEqual(await found(art), ["a.png", "ui/b.png"]);
  });

  test("a folder that cannot be read is counted, and the others are searched", async () => {
    await putEmpty(art, "a.png", "locked/b.png", "ui/c.png");
    memory.happenings = {
      beforeList: (folder) => {
        if (folder === "/art/locked") {
          throw vscode.FileSystemError.NoPermissions(folder);
        }
      },
    };
    const { images, unreadable } = await searchImages([art.uri], signal);
    assert.deepEqual(pathsIn(art, images), ["a.png", "ui/c.png"]);
    assert.equal(unreadable, 1);
  });

  test("a search that finds no end is given up", async () => {
    const names = Array.from({ length: searchLimits.images + 1 }, (_, index) => `${index}.png`);
    names.forEach((name) => memory.files.set(`/art/${name}`, new Uint8Array()));
    assert.deepEqual(await searchImages([art.uri], signal), {
      images: [],
      unreadable: 0,
      isTooMuch: true,
    });
  });
});

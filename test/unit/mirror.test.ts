import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { mirrored } from "../../src/core/mirror.ts";
import type { FolderPath } from "../../src/core/mirror.ts";

/** `disk:a/b` as a folder; without a disk, it is on the one that has no name. */
function folder(text: string): FolderPath {
  const [path = "", fileSystem = "disk"] = text.split(":").toReversed();
  return { fileSystem, names: path.split("/").filter((name) => name !== "") };
}

const mirror = (folders: readonly string[], roots: readonly string[]): string[] =>
  mirrored(folders.map(folder), roots.map(folder)).map((names) => names.join("/"));

const table: readonly {
  what: string;
  folders: readonly string[];
  roots: readonly string[];
  expected: readonly string[];
}[] = [
  {
    what: "of one searched folder begins in it, whatever was found",
    folders: ["work/site/assets/ui", "work/site/assets/ui/small"],
    roots: ["work/site/assets"],
    expected: ["ui", "ui/small"],
  },
  {
    what: "of the searched folder itself is the folder for the results",
    folders: ["work/assets"],
    roots: ["work/assets"],
    expected: [""],
  },
  {
    what: "of several folders begins where they are together",
    folders: ["work/site/a", "work/game/b"],
    roots: ["work/site", "work/game"],
    expected: ["site/a", "game/b"],
  },
  {
    what: "of a folder inside another begins in the outer one",
    folders: ["work/site/ui"],
    roots: ["work/site/ui", "work/site"],
    expected: ["ui"],
  },
  {
    what: "takes whole names for the same only",
    folders: ["work/art", "work/artwork"],
    roots: ["work/art", "work/artwork"],
    expected: ["art", "artwork"],
  },
  {
    what: "has a folder for what is outside of all that was searched",
    folders: ["work/site/a", "work/else"],
    roots: ["work/site"],
    expected: ["site/a", "else"],
  },
  {
    what: "of several file systems has a folder for each",
    folders: ["file-c:art/a", "file-d:art/a", "ssh://one+b:x/y"],
    roots: ["file-c:art", "file-d:art", "ssh://one+b:x"],
    expected: ["1-file-c/a", "2-file-d/a", "3-one-b/y"],
  },
  { what: "of nothing is nothing", folders: [], roots: ["work"], expected: [] },
];

suite("The mirror", () => {
  for (const { what, folders, roots, expected } of table) {
    test(what, () => {
      assert.deepEqual(mirror(folders, roots), expected);
    });
  }

  const anyFolder = fc.record({
    fileSystem: fc.constantFrom("file", "ssh+a", "ssh-a"),
    names: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 }),
  });

  test("never brings two folders together, and never takes one apart", () => {
    fc.assert(
      fc.property(fc.array(anyFolder), fc.array(anyFolder), (folders, roots) => {
        const places = mirrored(folders, roots).map((names) => JSON.stringify(names));
        assert.equal(new Set(places).size, new Set(folders.map((one) => JSON.stringify(one))).size);
      }),
    );
  });

  test("keeps the names that lead to a folder, in their order", () => {
    fc.assert(
      fc.property(anyFolder, fc.array(anyFolder), (one, roots) => {
        const [place = []] = mirrored([one], roots);
        const below = place.filter((name) => !/^\d-/.test(name));
        assert.deepEqual(below, below.length === 0 ? [] : one.names.slice(-below.length));
      }),
    );
  });
});

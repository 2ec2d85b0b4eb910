import assert from "node:assert/strict";
import * as vscode from "vscode";
import { UpscaleError } from "../../src/core/errors.ts";
import { makeFolders, mirrorFolders } from "../../src/vscode/mirror.ts";
import { newFolder } from "./pictureFolder.ts";
import { inFreshWorld } from "./world.ts";

const into = vscode.Uri.parse("file:///out");

/** Images and roots as URIs, and where the results go. */
const table: readonly {
  what: string;
  images: readonly string[];
  roots: readonly string[];
  expected: readonly string[];
}[] = [
  {
    what: "keeps the sub-folders of the folder that was searched",
    images: ["file:///home/art/a.png", "file:///home/art/ui/50%25%20%231/b.png"],
    roots: ["file:///home/art"],
    expected: ["file:///out", "file:///out/ui/50%25%20%231"],
  },
  {
    what: "takes a root with a slash behind it for the same",
    images: ["mem://server/art/ui/a.png"],
    roots: ["mem://server/art/"],
    expected: ["file:///out/ui"],
  },
  {
    what: "takes the letter of a drive for the same in both cases",
    images: ["file:///c%3A/art/ui/a.png", "file:///C%3A/art/b.png"],
    roots: ["file:///C%3A/art"],
    expected: ["file:///out/ui", "file:///out"],
  },
  {
    what: "keeps drives and computers apart",
    images: ["file:///c%3A/a.png", "file:///d%3A/a.png", "vscode-remote://ssh%2Bone/art/a.png"],
    roots: ["file:///c%3A/", "file:///d%3A/", "vscode-remote://ssh%2Bone/art"],
    expected: [
      "file:///out/1-file-c",
      "file:///out/2-file-d",
      "file:///out/3-vscode-remote-ssh-one",
    ],
  },
];

suite("The mirror of searched folders", () => {
  for (const { what, images, roots, expected } of table) {
    test(what, () => {
      const sources = {
        images: images.map((image) => vscode.Uri.parse(image)),
        roots: roots.map((root) => vscode.Uri.parse(root)),
      };
      assert.deepEqual([...mirrorFolders(sources, into).values()].map(String), expected);
    });
  }
});

suite("Folders for results", () => {
  inFreshWorld();

  test("are made with those above them, and may be there", async () => {
    const folder = await newFolder();
    const deep = folder.at("a/b/c");
    await makeFolders([folder.uri, deep, folder.at("a/b"), deep]);
    const { type } = await vscode.workspace.fs.stat(deep);
    assert.equal(type, vscode.FileType.Directory);
  });

  test("that cannot be made are told as such", async () => {
    const folder = await newFolder();
    await folder.put("file", "text");
    await assert.rejects(
      makeFolders([folder.at("file/folder")]),
      (error) => error instanceof UpscaleError && error.reason === "cannotWrite",
    );
  });
});

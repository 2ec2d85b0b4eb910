import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";

const vsix = readFileSync("dist/clarity-upscaler.vsix");
const files = unzipSync(vsix);
const content = (name: string) => strFromU8(files[`extension/${name}`] ?? new Uint8Array());

suite("the package", () => {
  test("holds what it needs and nothing else", () => {
    assert.deepEqual(Object.keys(files).toSorted(), [
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/changelog.md",
      "extension/dist/THIRD-PARTY-NOTICES.txt",
      "extension/dist/desktop.cjs",
      "extension/dist/extension.cjs",
      "extension/dist/extension.web.cjs",
      "extension/media/icon.png",
      "extension/media/readme.webp",
      "extension/package.json",
      "extension/package.nls.json",
      "extension/readme.md",
    ]);
  });

  test("is under 150 KB", () => assert.ok(vsix.length < 150 * 1024, `${vsix.length} bytes`));

  test("reads next to nothing at activation: fal's client waits for its first use", () => {
    assert.ok(content("dist/extension.cjs").length < 5000);
    assert.doesNotMatch(content("dist/extension.cjs"), /fal\.run/);
    assert.match(content("dist/desktop.cjs"), /fal\.run/);
  });

  test("has a browser build without Node", () => {
    const required = [...content("dist/extension.web.cjs").matchAll(/\brequire\("([^"]+)"\)/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...new Set(required)], ["vscode"]);
  });

  test("names the licence of every package that is inside", () => {
    const named = [
      ...content("dist/THIRD-PARTY-NOTICES.txt").matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((.+)\)$/gm),
    ];
    const names = new Set(named.map(([, name]) => name));
    for (const name of Object.keys(JSON.parse(content("package.json")).dependencies)) {
      assert.ok(names.has(name), `${name} is not named`);
    }
    assert.ok(
      named.every(([, , licence]) => /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause)$/.test(licence ?? "")),
    );
  });

  test("says nothing about the machine it was made on", () => {
    const texts = Object.entries(files).filter(([name]) => !/\.(png|webp)$/.test(name));
    const telling = texts.filter(([, bytes]) => strFromU8(bytes).includes(process.cwd()));
    assert.deepEqual(
      telling.map(([name]) => name),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { strFromU8, unzipSync, zipSync } from "fflate";

const vsix = readFileSync("dist/clarity-upscaler.vsix");
const files = unzipSync(vsix);
const content = (name: string) => strFromU8(files[`extension/${name}`] ?? new Uint8Array());

suite("the package", () => {
  test("holds what it needs and nothing else", () => {
    assert.deepEqual(Object.keys(files).toSorted(), [
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/SECURITY.md",
      "extension/changelog.md",
      "extension/dist/THIRD-PARTY-NOTICES.txt",
      "extension/dist/desktop.cjs",
      "extension/dist/extension.cjs",
      "extension/dist/extension.web.cjs",
      "extension/dist/pictures/THIRD-PARTY-NOTICES.txt",
      "extension/dist/pictures/fast.weights",
      "extension/dist/pictures/jpeg-decode.wasm",
      "extension/dist/pictures/jpeg-encode.wasm",
      "extension/dist/pictures/kernel.wasm",
      "extension/dist/pictures/png.wasm",
      "extension/dist/pictures/standard-denoise.weights",
      "extension/dist/pictures/standard.weights",
      "extension/dist/pictures/thread.cjs",
      "extension/dist/pictures/thread.mjs",
      "extension/dist/pictures/webp-decode.wasm",
      "extension/dist/pictures/webp-encode.wasm",
      "extension/media/icon.png",
      "extension/media/measured.webp",
      "extension/media/on-device.webp",
      "extension/media/readme.webp",
      "extension/media/walkthrough/cost.svg",
      "extension/media/walkthrough/jobs.svg",
      "extension/package.json",
      "extension/package.nls.json",
      "extension/readme.md",
    ]);
  });

  test("is under 3 MB", () => assert.ok(vsix.length < 3_000_000, `${vsix.length} bytes`));

  test("is under 150 KB without the networks, the codecs and their picture", () => {
    const rest = Object.entries(files).filter(([name]) => !/dist\/pictures\/|on-device/.test(name));
    const packed = zipSync(Object.fromEntries(rest), { level: 9 });
    assert.ok(packed.length < 150 * 1024, `${packed.length} bytes`);
  });

  test("reads next to nothing at activation: fal's client waits for its first use", () => {
    assert.ok(content("dist/extension.cjs").length < 5000);
    assert.doesNotMatch(content("dist/extension.cjs"), /fal\.run/);
    assert.match(content("dist/extension.web.cjs"), /fal\.run/);
    // The codecs wait for the first picture, in threads of their own.
    assert.doesNotMatch(content("dist/extension.web.cjs"), /mozjpeg/i);
  });

  test("has the code that needs no Node once, for the browser and the desktop", () => {
    assert.match(content("dist/desktop.cjs"), /require\("\.\/extension\.web\.cjs"\)/);
    assert.doesNotMatch(content("dist/desktop.cjs"), /fal\.run/);
  });

  test("has a browser build without Node", () => {
    const required = [...content("dist/extension.web.cjs").matchAll(/\brequire\("([^"]+)"\)/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...new Set(required)], ["vscode"]);
  });

  test("names the licence of every package that is inside", () => {
    const notices = ["dist/THIRD-PARTY-NOTICES.txt", "dist/pictures/THIRD-PARTY-NOTICES.txt"].map(
      content,
    );
    const named = notices.flatMap((text) => [
      ...text.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((.+)\)$/gm),
    ]);
    const names = new Set(named.map(([, name]) => name));
    for (const name of Object.keys(JSON.parse(content("package.json")).dependencies)) {
      assert.ok(names.has(name), `${name} is not named`);
    }
    for (const model of ["Anime4K", "waifu2x"]) {
      assert.match(notices.join("\n"), new RegExp(model));
    }
    assert.ok(
      named.every(([, , licence]) => /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause)$/.test(licence ?? "")),
    );
  });

  test("says nothing about the machine it was made on", () => {
    const texts = Object.entries(files).filter(
      ([name]) => !/\.(png|webp|wasm|weights)$/.test(name),
    );
    const telling = texts.filter(([, bytes]) => strFromU8(bytes).includes(process.cwd()));
    assert.deepEqual(
      telling.map(([name]) => name),
      [],
    );
  });
});

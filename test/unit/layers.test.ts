import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

/** Folder → what its files may import. The whole architecture, as a table; the first row that fits holds. */
const allowed: readonly (readonly [string, readonly RegExp[]])[] = [
  // Pure: small libraries without a host, and itself.
  ["src/core/image/", [/^\.\//, /^crc-32$/]],
  ["src/core/", [/^\.\//, /^(p-limit|strip-ansi|valibot|uint8array-extras)$/]],
  [
    "src/backends/fal/",
    [
      /^\.\//,
      /^\.\.\/\.\.\/core\//,
      /^@fal-ai\/client(\/endpoints)?$/,
      /^(eventsource-parser|p-retry|uint8array-extras)$/,
    ],
  ],
  // Pixels, wherever there is JavaScript: codecs and arithmetic; then the networks; then threads for both.
  ["src/pictures/metadata/", [/^\.\//, /^\.\.\/\.\.\/core\//, /^uint8array-extras$/]],
  ["src/pictures/", [/^\.\//, /^\.\.\/core\//, /^@jsquash\//, /^(crc-32|uint8array-extras)$/]],
  ["src/engine/", [/^\.{1,2}\//, /^\.\.\/(\.\.\/)?pictures\//]],
  [
    "src/worker/",
    [/^\.\//, /^\.\.\/(core|engine|pictures)\//, /^(comlink|p-limit|uint8array-extras)$/],
  ],
  [
    "src/backends/device/",
    [/^\.\//, /^\.\.\/\.\.\/(core|engine|pictures|worker)\//, /^(comlink|p-limit)$/],
  ],
  ["src/node/", [/^\.\//, /^\.\.\/(core|pictures|worker)\//, /^(node:|comlink\/)/]],
  ["src/vscode/options/", [/^\.\//, /^\.\.\/priceText\.ts$/, /^\.\.\/\.\.\/core\//, /^vscode$/]],
  ["src/vscode/jobs/", [/^\.{1,2}\/\w+\.ts$/, /^\.\.\/\.\.\/core\//, /^vscode$/]],
  ["src/vscode/", [/^\.\//, /^\.\.\/(core|pictures)\//, /^vscode$/]],
  // Activation reads one small file, so the first entry may reach the rest only when a command is used.
  ["src/extension.ts", [/^vscode$/, /^\.\/vscode\/activate\.ts$/, /^\.\/desktop\.ts$/]],
  [
    "src/",
    [
      /^\.\/(vscode|backends|node|worker)\//,
      /^\.\/pictures\/assets\.ts$/,
      /^\.\/shared\.ts$/,
      /^(vscode|node:os)$/,
    ],
  ],
  // The benchmark's arithmetic, and nothing that it runs.
  ["test/unit/benchModel.test.ts", [/^node:/, /^\.\.\/bench\/(cloud\/\w+|statistics)\.ts$/]],
  // Tests reach the pure part and the backends; VS Code's part is tested inside VS Code.
  [
    "test/unit/",
    [
      /^node:/,
      /^\.\.\/\.\.\/src\/(core|backends|engine|node|pictures|worker)\//,
      /^\.\.\/\.\.\/src\/vscode\/lockedWindow\.ts$/,
      /^\.\.\/(support|fal-server)\//,
      /^\.\.\/run\/paths\.ts$/,
      /^(sharp|fast-check|comlink|@fal-ai\/client|\.\/.*)$/,
    ],
  ],
  // The stand-in for fal must not share code with what it tests.
  ["test/fal-server/", [/^node:/, /^\.\//, /^sharp$/]],
];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith(".ts"));

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, "utf8").matchAll(
      /^\s*(?:import|export)\b[^;]*?\bfrom "([^"]+)";|\bimport\("([^"]+)"\)/gm,
    ),
  ].map(([, statically, dynamically]) => statically ?? dynamically ?? "");

suite("every file imports only what its layer may", () => {
  for (const file of [...filesIn("src"), ...filesIn("test/unit"), ...filesIn("test/fal-server")]) {
    test(file, () => {
      const [, patterns] = allowed.find(([folder]) => file.startsWith(folder)) ?? [];
      assert.ok(patterns, `${file} belongs to no layer`);
      const strays = importsOf(file).filter(
        (name) => !patterns.some((pattern) => pattern.test(name)),
      );
      assert.deepEqual(strays, [], `${file} may not import ${strays.join(", ")}`);
    });
  }
});

suite("the table is not empty talk", () => {
  test("imports are found", () => {
    assert.deepEqual(importsOf("src/extension.ts"), [
      "vscode",
      "./vscode/activate.ts",
      "./desktop.ts",
    ]);
  });

  test("paths of this machine are used by the disk's adapters only", () => {
    const users = filesIn("src").filter((file) => /\bfsPath\b/.test(readFileSync(file, "utf8")));
    assert.deepEqual(users, ["src/node/localDisk.ts", "src/node/openJournal.ts"]);
  });
});

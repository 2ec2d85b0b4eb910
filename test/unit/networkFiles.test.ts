import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

const models = "src/engine/models";
const kernel = "src/engine/kernel";

const sha256 = (file: string): string =>
  createHash("sha256").update(readFileSync(file)).digest("hex");

/** What a recorded line says of a file. */
function recorded(file: string, pattern: RegExp): (readonly [name: string, hash: string])[] {
  return [...readFileSync(file, "utf8").matchAll(pattern)].map(({ groups }) => [
    groups?.["name"] ?? "",
    groups?.["hash"] ?? "",
  ]);
}

suite("committed binaries are what their scripts made", () => {
  const weights = recorded(
    join(models, "extract.mjs"),
    /name: "(?<name>.+\.weights)",\s+sha256: "(?<hash>\w{64})"/g,
  );
  const built = recorded(join(kernel, "kernel.sha256"), /^(?<hash>\w{64}) [ *](?<name>\S+)$/gm);

  test("extract.mjs and build.sh record something", () => {
    assert.deepEqual(
      [...weights, ...built].map(([name]) => name),
      [
        "standard.weights",
        "standard-denoise.weights",
        "fast.weights",
        "kernel.wasm",
        "build.sh",
        "simd.h",
        "transforms.h",
        "anime4k.c",
        "pixels.c",
        "weights.c",
        "winograd.c",
      ],
    );
  });

  for (const [name, hash] of weights) {
    test(`${name} is as extract.mjs records it`, () => {
      assert.equal(sha256(join(models, name)), hash);
    });
  }

  for (const [name, hash] of built) {
    test(`${name} is as of the kernel's last build (run build.sh after a change)`, () => {
      assert.equal(sha256(join(kernel, name)), hash);
    });
  }
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { build } from "esbuild";
import sharp from "sharp";
import type { FileUpscaled } from "../bench/product/upscaleFile.ts";
import { mustRun } from "../run/command.ts";
import { repository } from "../run/paths.ts";
import { makeTemporaryFolder } from "../run/temporaryFolder.ts";
import { noise } from "../support/images.ts";

const folder = makeTemporaryFolder();
after(() => folder.remove());

/** A machine may have any number of processors, and each thread takes some 40 MB. */
const onTwoProcessors = `
  import osOfTest from "node:os";
  import moduleOfTest from "node:module";
  osOfTest.availableParallelism = () => 2;
  moduleOfTest.syncBuiltinESMExports();`;

const program = join(folder.path, "upscaleFile.mjs");
await build({
  entryPoints: [join(repository, "test/bench/product/upscaleFile.ts")],
  outfile: program,
  bundle: true,
  platform: "node",
  format: "esm",
  banner: { js: onTwoProcessors },
  // Its threads would wait half a minute for more work.
  footer: { js: "process.exit();" },
});

/** Upscales a file in a process of its own, with the files of the package and two of its threads. */
async function upscale(source: string, output: string, model: string): Promise<FileUpscaled> {
  const pictures = join(repository, "dist/pictures");
  const flags = ["--pictures", pictures, "--model", model];
  return JSON.parse(await mustRun(process.execPath, [program, ...flags, source, output]));
}

suite("the packaged threads", () => {
  test("take at most 400 MiB for sixteen megapixels, all in all", async (context) => {
    const source = join(folder.path, "large.png");
    const output = join(folder.path, "larger.png");
    // Smooth enough to be a picture, rough enough to be no drawing.
    await sharp(await noise(512, 512))
      .resize(2000, 2000)
      .png()
      .toFile(source);
    const { peak } = await upscale(source, output, "device-fast");
    const { width, height } = await sharp(output).metadata();
    assert.deepEqual([width, height], [4000, 4000]);
    const taken = `${Math.round(peak / 2 ** 20)} MiB`;
    context.diagnostic(taken);
    assert.ok(peak <= 400 * 2 ** 20, taken);
  });

  for (const model of ["device-fast", "device-standard"]) {
    test(`${model} makes the same bytes in another process`, async () => {
      const source = join(folder.path, "small.png");
      await sharp(await noise(150, 90))
        .png()
        .toFile(source);
      const outputs = ["one.png", "two.png"].map((name) => join(folder.path, `${model}-${name}`));
      for (const output of outputs) {
        await upscale(source, output, model);
      }
      const [one, two] = outputs.map((output) => readFileSync(output));
      assert.ok(one && two && one.equals(two));
      assert.equal((await sharp(one).metadata()).width, 300);
    });
  }
});

import { join } from "node:path";
import { build } from "esbuild";
import type { DeviceModel } from "../../../src/core/model.ts";
import { mustRun } from "../../run/command.ts";
import { repository } from "../../run/paths.ts";
import { makeTemporaryFolder } from "../../run/temporaryFolder.ts";
import { mirrored } from "../pictures/mirrored.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { sharpOf } from "../pictures/sharpRaster.ts";
import type { FileUpscaled } from "../product/upscaleFile.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";

type Format = "png" | "jpeg";

interface Case {
  readonly model: DeviceModel;
  readonly format: Format;
  /** Of the source, px; the output has four times as many. */
  readonly side: number;
}

const mebibyte = 2 ** 20;

/** 1024² and 2048² px in: 4 and 16 megapixels out. */
const [small, large] = [1024, 2048];

type Kind = readonly [DeviceModel, Format];

const fastest: readonly Kind[] = [["device-fast", "png"]];

/** A model takes what it takes, whatever the file: one with each codec says all, and Standard takes minutes. */
const slower: readonly Kind[] = [
  ["device-fast", "jpeg"],
  ["device-standard", "png"],
];

/** Resident memory of a process that does nothing but upscale one file, at its peak. */
export async function measureMemory(truths: readonly Truth[], isQuick: boolean): Promise<Section> {
  const folder = makeTemporaryFolder();
  const program = join(folder.path, "upscaleFile.mjs");
  try {
    await bundle(program);
    const rows: Row[] = [];
    for (const [model, format] of isQuick ? fastest : [...fastest, ...slower]) {
      const peak = (side: number) => upscale({ model, format, side }, truths, program, folder.path);
      rows.push(...rowsOf(`${model}, ${format}`, await peak(small), await peak(large)));
    }
    return { title: "Memory", note, rows };
  } finally {
    folder.remove();
  }
}

const note =
  "Peak resident memory of a fresh Node process that upscales one file by 2 through the product's " +
  "whole path: decode, tiles in its threads, encode. The picture's own pixels are 4 bytes for each " +
  "of the output and 1 of the source for each of the output; an encoder has a copy of the output.";

function rowsOf(what: string, at4: FileUpscaled, at16: FileUpscaled): Row[] {
  const slope = (at16.peak - at4.peak) / (4 * (large * large - small * small));
  const value = at16.peak / mebibyte;
  return [
    row({ name: `16 megapixels out, ${what}`, unit: "MiB", value }, { atMost: 400 }),
    row({ name: `4 megapixels out, ${what}`, unit: "MiB", value: at4.peak / mebibyte }),
    row({ name: `growth from 4 to 16, ${what}`, unit: "bytes per output pixel", value: slope }),
  ];
}

async function upscale(
  { model, format, side }: Case,
  truths: readonly Truth[],
  program: string,
  folder: string,
): Promise<FileUpscaled> {
  const source = join(folder, `source-${side}.${format}`);
  const [truth] = truths;
  if (!truth) {
    throw new Error("the set is empty");
  }
  const picture = mirrored(truth.picture, { width: side, height: side });
  await sharpOf(picture).removeAlpha().toFormat(format, { quality: 90 }).toFile(source);
  const pictures = join(repository, "dist/pictures");
  const flags = ["--pictures", pictures, "--model", model];
  const output = await mustRun(process.execPath, [program, ...flags, source, `${source}.out`]);
  const upscaled: FileUpscaled = JSON.parse(output);
  return upscaled;
}

async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, "../product/upscaleFile.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
}

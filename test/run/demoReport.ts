import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { copyInto } from "./demoPictures.ts";
import type { DemoEnding } from "./demoUpscale.ts";

/** What `--json` tells of one picture. `output` and its size are null where there is no new file. */
export interface DemoResult {
  /** The original, absolute. */
  readonly source: string;
  /** The copy of the new file in the folder of the results, absolute. */
  readonly output: string | null;
  /** In pixels, read from the file. */
  readonly width: number | null;
  readonly height: number | null;
  readonly seed: number | null;
  /** From the click to the last notice. */
  readonly seconds: number;
  /** The words that the user saw at last. */
  readonly notice: string;
}

/** Copies the new file to the results; never over another one. */
export async function resultOf(
  source: string,
  { file, notice, seconds }: DemoEnding,
  out: string,
): Promise<DemoResult> {
  const rounded = Math.round(seconds * 10) / 10;
  if (file === undefined) {
    const nothing = { output: null, width: null, height: null, seed: null };
    return { source, ...nothing, seconds: rounded, notice };
  }
  const { width, height } = await sharp(file).metadata();
  const seed = /\bseed (\d+)/.exec(notice)?.[1];
  return {
    source,
    output: join(out, copyInto(out, file).path),
    width,
    height,
    seed: seed === undefined ? null : Number(seed),
    seconds: rounded,
    notice,
  };
}

/** Tells a person how a picture ended. */
export function printResult({ source, output, width, height, seed, ...rest }: DemoResult): void {
  const { seconds, notice } = rest;
  console.log(`\n${source}`);
  if (output === null) {
    console.log(`  refused after ${seconds} s`);
  } else {
    const drawn = seed === null ? "" : `, seed ${seed}`;
    console.log(`  -> ${output}\n  ${width} x ${height} pixels${drawn}, ${seconds} s`);
  }
  console.log(`  VS Code said: ${notice}`);
}

/** Writes the results so far, so that they are there even if a later picture breaks the demo. */
export function writeJson(file: string | undefined, results: readonly DemoResult[]): void {
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  }
}

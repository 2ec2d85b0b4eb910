import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Raster } from "../../../src/pictures/raster.ts";
import { alternativeVersion } from "../alternatives.ts";
import type { ContenderName } from "../contenders/contenders.ts";
import { cacheFolder } from "../paths.ts";
import type { Score } from "./scores.ts";

/** The packages whose versions decide a contender's output; who is not named here is always measured. */
const packages: Partial<Record<ContenderName, readonly string[]>> = {
  "UpscalerJS slim": ["upscaler", "@upscalerjs/esrgan-slim", "@tensorflow/tfjs-backend-wasm"],
  "UpscalerJS medium": ["upscaler", "@upscalerjs/esrgan-medium", "@tensorflow/tfjs-backend-wasm"],
  "UpscalerJS thick": ["upscaler", "@upscalerjs/esrgan-thick", "@tensorflow/tfjs-backend-wasm"],
};

/**
 * Scores of the slow alternatives, kept between runs: the same version gives the same picture from
 * the same input, and the thick model takes half a minute for each.
 */
export class ScoreCache {
  readonly #file = join(cacheFolder, "scores.json");
  readonly #scores: Map<string, Score>;

  constructor() {
    const text = existsSync(this.#file) ? readFileSync(this.#file, "utf8") : "{}";
    const scores: Readonly<Record<string, Score>> = JSON.parse(text);
    this.#scores = new Map(Object.entries(scores));
  }

  /** The score of a contender for a picture, from the last time or by `measure`. */
  async score(
    name: ContenderName,
    pictures: readonly Raster[],
    measure: () => Promise<Score>,
  ): Promise<Score> {
    const versions = packages[name]?.map(alternativeVersion);
    if (!versions) {
      return measure();
    }
    const key = `${name} ${hash(versions, pictures)}`;
    const score = this.#scores.get(key) ?? (await measure());
    this.#scores.set(key, score);
    this.#save();
    return score;
  }

  #save(): void {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#scores)));
  }
}

function hash(versions: readonly string[], pictures: readonly Raster[]): string {
  const sum = createHash("sha256").update(versions.join(" "));
  for (const { width, data } of pictures) {
    sum.update(`${width} `).update(data);
  }
  return sum.digest("hex").slice(0, 24);
}

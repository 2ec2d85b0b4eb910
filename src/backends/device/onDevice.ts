import { transfer } from "comlink";
import pLimit from "p-limit";
import { abortable } from "../../core/abortable.ts";
import type { DeviceBackend, DeviceStatus, DeviceWork, UpscaleResult } from "../../core/backend.ts";
import type { EncodedImage } from "../../core/encodedImage.ts";
import { UpscaleError } from "../../core/errors.ts";
import { untouched, wantedEncoding } from "../../core/finishOptions.ts";
import { copyInto, cut, emptyRaster } from "../../pictures/pieces.ts";
import type { Raster } from "../../pictures/raster.ts";
import { isLackOfMeans } from "../../worker/lackOfMeans.ts";
import { metadataOf } from "../../worker/metadataSource.ts";
import type { PicturePool } from "../../worker/pool.ts";
import { remarksOn } from "../../worker/remarks.ts";
import { wholeImage } from "../../worker/wholeImage.ts";
import { estimate } from "./estimate.ts";
import { passes } from "./passes.ts";
import type { Pass } from "./passes.ts";
import { tiles } from "../../engine/tiles.ts";
import type { Tile } from "../../engine/tiles.ts";

/** Pixels of an output that takes more memory than the threads that made it. */
const manyPixels = 4_000_000;

/** What a pass needs beside its picture. */
interface Run {
  readonly signal: AbortSignal;
  /** Is told the source pixels of each tile that is done. */
  readonly onPixels: (count: number) => void;
}

/** `DeviceBackend` over a pool of threads: the editor's own thread only hands pixels around. */
export class OnDevice implements DeviceBackend {
  readonly #pool: PicturePool;

  constructor(pool: PicturePool) {
    this.#pool = pool;
  }

  async upscale(
    source: EncodedImage,
    work: DeviceWork,
    onStatus: (status: DeviceStatus) => void,
    signal: AbortSignal,
  ): Promise<UpscaleResult<EncodedImage>> {
    try {
      const image = await abortable(this.#upscale(source, work, onStatus, signal), signal);
      const wanted = wantedEncoding(source, work.finish ?? untouched);
      return { image, seed: undefined, remarks: remarksOn(image, source, wanted) };
    } catch (error) {
      throw isLackOfMeans(error) ? new UpscaleError("deviceFailed", { cause: error }) : error;
    }
  }

  async #upscale(
    source: EncodedImage,
    work: DeviceWork,
    onStatus: (status: DeviceStatus) => void,
    signal: AbortSignal,
  ): Promise<EncodedImage> {
    onStatus(estimate(0, 1, 0));
    const planned = passes(source, work);
    let raster = await this.#pool.run((tasks) => tasks.decode(source.bytes), signal);
    const report = progressOf(raster, planned, onStatus);
    for (const pass of planned) {
      raster = await this.#runPass(raster, pass, { signal, onPixels: report });
    }
    onStatus({ phase: "encoding" });
    const wanted = wantedEncoding(source, work.finish ?? untouched);
    if (raster.width * raster.height > manyPixels) {
      // Their memory is more than starting them again costs; the encoder needs one thread.
      this.#pool.dispose();
    }
    if (source.hasAlpha) {
      const opaque = raster;
      raster = await this.#pool.run(
        (tasks) => tasks.takeTransparency(given(opaque), source.bytes),
        signal,
      );
    }
    const metadata = metadataOf(source, work.finish ?? untouched);
    const bytes = await this.#pool.run(
      (tasks) => tasks.encode(given(raster), wanted, metadata),
      signal,
    );
    return wholeImage(bytes);
  }

  async #runPass(source: Raster, pass: Pass, run: Run): Promise<Raster> {
    const facts = await this.#pool.run((tasks) => tasks.prepare(pass.network), run.signal);
    const output = emptyRaster(pass.size);
    const failed = new AbortController();
    const signal = AbortSignal.any([run.signal, failed.signal]);
    // No more in line than there are threads: another job's next step must not wait for all of this one.
    const inLine = pLimit(this.#pool.count);
    const upscaleTile = async (tile: Tile) => {
      const made = await this.#pool.run(
        (tasks) => tasks.upscaleTile(taskOf(source, pass, tile)),
        signal,
      );
      copyInto(output, made, tile.output);
      run.onPixels(tile.region.width * tile.region.height);
    };
    try {
      const planned = tiles(source, pass.size, facts);
      await Promise.all(planned.map((tile) => inLine(() => upscaleTile(tile))));
      return output;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  }
}

const given = (raster: Raster): Raster => transfer(raster, [raster.data.buffer]);

/** The tile's work with a copy of its pixels, which travels to the thread. */
function taskOf(source: Raster, { network, size }: Pass, { output, region, window }: Tile) {
  const pixels = cut(source, window);
  return transfer(
    {
      network,
      window: pixels,
      region,
      inWindow: { ...region, x: region.x - window.x, y: region.y - window.y },
      source: { width: source.width, height: source.height },
      size,
      output,
    },
    [pixels.data.buffer],
  );
}

/** Counts the source pixels of all passes: a network takes the same time for each. */
function progressOf(
  source: Raster,
  planned: readonly Pass[],
  onStatus: (status: DeviceStatus) => void,
): (pixels: number) => void {
  const inputs = [source, ...planned.slice(0, -1).map(({ size }) => size)];
  const all = inputs.reduce((sum, { width, height }) => sum + width * height, 0);
  const start = Date.now();
  let done = 0;
  return (pixels) => {
    // Tiles that are reduced overlap, so they add up to a little more.
    done = Math.min(all, done + pixels);
    onStatus(estimate(done, all, Date.now() - start));
  };
}

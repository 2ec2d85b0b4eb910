import type { EncodedImage } from "../core/encodedImage.ts";
import { UpscaleError } from "../core/errors.ts";
import { isAlready, wantedEncoding } from "../core/finishOptions.ts";
import type { FinishOptions } from "../core/finishOptions.ts";
import type { FinishedImage, PictureFinisher, SourceKind } from "../core/pictureFinisher.ts";
import type { Provenance } from "../core/provenance.ts";
import { provenanceFrom } from "../core/provenanceFrom.ts";
import { inMemory, lengthOf } from "../core/resultImage.ts";
import type { ResultImage } from "../core/resultImage.ts";
import { isCmyk, isDeep } from "../pictures/colourKind.ts";
import { canBeBlack } from "../pictures/dark.ts";
import { tooLarge } from "../pictures/refusals.ts";
import type { FinishTask } from "./finishPicture.ts";
import { isLackOfMeans } from "./lackOfMeans.ts";
import { metadataOf } from "./metadataSource.ts";
import type { PicturePool } from "./pool.ts";
import type { QuickFinish, finishQuickly } from "./quickFinish.ts";
import { remarksOn } from "./remarks.ts";
import { wholeImage } from "./wholeImage.ts";

/** Loads what is not needed before the first result. */
export type LoadQuickFinish = () => Promise<typeof finishQuickly>;

/** `PictureFinisher` over a pool of threads. Each picture is decoded and encoded in one of them, from file to file. */
export class PooledFinisher implements PictureFinisher {
  readonly #pool: PicturePool;
  readonly #loadQuick: LoadQuickFinish | undefined;

  /** `loadQuick` brings what finishes small files in this thread; without it, threads do everything. */
  constructor(pool: PicturePool, loadQuick?: LoadQuickFinish) {
    this.#pool = pool;
    this.#loadQuick = loadQuick;
  }

  async prepare(source: EncodedImage, signal: AbortSignal): Promise<EncodedImage> {
    if (isCmyk(source)) {
      throw new UpscaleError("badSource", { subject: "cmyk" });
    }
    const always = isDeep(source);
    if (!always && !source.hasAlpha) {
      return source;
    }
    try {
      const opaque = await this.#pool.run((tasks) => tasks.toOpaque(source.bytes, always), signal);
      return opaque ? wholeImage(opaque) : source;
    } catch (error) {
      throw isLackOfMeans(error) ? tooLarge(error) : error;
    }
  }

  getReady(source: SourceKind, options: FinishOptions, signal: AbortSignal): void {
    if (options.outputFormat === "asDelivered") {
      return;
    }
    // fal's results are mostly PNGs.
    const keepsPixels = !source.hasAlpha && wantedEncoding(source, options).format === "png";
    const isQuick = keepsPixels && this.#loadQuick !== undefined;
    // What goes wrong here will go wrong again when it is needed, and be told then.
    if (isQuick) {
      void this.#loadQuick?.().catch(() => undefined);
    }
    if (!isQuick || options.embedProvenance) {
      void this.#pool.warm(signal);
    }
  }

  async isBlack(
    result: ResultImage,
    source: EncodedImage | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (!canBeBlack(lengthOf(result), result.width * result.height)) {
      return false;
    }
    const { bytes } = await inMemory(result);
    return this.#pool.run((tasks) => tasks.isBlack(bytes, source?.bytes), signal);
  }

  async finish<Image extends ResultImage>(
    result: Image,
    source: EncodedImage,
    options: FinishOptions,
    signal: AbortSignal,
  ): Promise<FinishedImage<Image | EncodedImage>> {
    if (options.outputFormat === "asDelivered") {
      return { image: result, remarks: remarksOn(result, source, result) };
    }
    const wanted = wantedEncoding(source, options);
    const seen = source.hasAlpha ? source.bytes : undefined;
    const task = { source: seen, wanted, metadata: metadataOf(source, options) };
    const quick = await this.#quickly(result, task);
    const bytes = quick ? quick.bytes : await this.#inThread(result, task, signal);
    const image = bytes ? wholeImage(bytes) : result;
    return { image, remarks: remarksOn(image, source, wanted) };
  }

  async #quickly(result: ResultImage, task: Omit<FinishTask, "result">): Promise<QuickFinish> {
    const keepsPixels = task.source === undefined && isAlready(result, task.wanted);
    const finishNow = keepsPixels ? await this.#loadQuick?.() : undefined;
    return finishNow?.(result, task.metadata);
  }

  async #inThread(result: ResultImage, task: Omit<FinishTask, "result">, signal: AbortSignal) {
    const whole = { ...task, result: await inMemory(result) };
    return this.#pool.run((tasks) => tasks.finish(whole), signal);
  }

  async writeProvenance(
    image: ResultImage,
    made: Provenance,
    signal: AbortSignal,
  ): Promise<EncodedImage | undefined> {
    const { bytes } = await inMemory(image);
    const told = await this.#pool.run((tasks) => tasks.writeProvenance(bytes, made), signal);
    return told && wholeImage(told);
  }

  async readProvenance(bytes: Uint8Array, signal: AbortSignal): Promise<Provenance | undefined> {
    return provenanceFrom(await this.#pool.run((tasks) => tasks.readProvenance(bytes), signal));
  }
}

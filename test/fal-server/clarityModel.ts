import { randomBytes, randomInt } from "node:crypto";
import { JobStopped } from "./gate.ts";
import { decode, upscale } from "./image.ts";
import { readImageUrl } from "./imageSource.ts";
import { complaintsAbout } from "./inputRules.ts";
import { isRecord } from "./exchange.ts";
import { rejection } from "./outcome.ts";
import type { EncodedPicture, Picture } from "./image.ts";
import type { FileStore } from "./fileStore.ts";
import type { Job } from "./job.ts";
import type { Model } from "./jobLife.ts";
import type { ErrorDetail, ModelErrorType, Outcome } from "./outcome.ts";
import type { FalServerSettings } from "./settings.ts";

/** The `fal-ai/clarity-upscaler` of this server: the same inputs and answers, with Lanczos for a model. */
export class ClarityModel implements Model {
  readonly #files: FileStore;
  readonly #settings: () => FalServerSettings;

  constructor(files: FileStore, settings: () => FalServerSettings) {
    this.#files = files;
    this.#settings = settings;
  }

  async prepare(job: Job): Promise<() => Promise<Outcome>> {
    const { input } = job.request;
    const complaints = complaintsAbout(input);
    if (complaints.length > 0) {
      this.#refuse(complaints);
    }
    const values = isRecord(input) ? input : {};
    const source = await this.#load(String(values["image_url"]));
    return () => this.#make(job, source, values);
  }

  async #load(url: string): Promise<Picture> {
    const { maxInputBytes, maxInputSide } = this.#settings();
    const bytes = await readImageUrl(url, this.#files);
    if (!bytes) {
      return this.#refuseImage("file_download_error", "Failed to download the file", url);
    }
    if (bytes.length > maxInputBytes) {
      const ctx = { max_size: maxInputBytes };
      return this.#refuseImage("file_too_large", "The file is too large", url, ctx);
    }
    const picture = await decode(bytes);
    if (!picture) {
      return this.#refuseImage("image_load_error", "Could not load image from url", url);
    }
    if (maxInputSide !== null && Math.max(picture.width, picture.height) > maxInputSide) {
      const ctx = { max_height: maxInputSide, max_width: maxInputSide };
      return this.#refuseImage("image_too_large", "The image is too large", url, ctx);
    }
    return picture;
  }

  async #make(job: Job, source: Picture, input: Record<string, unknown>): Promise<Outcome> {
    const startedAt = performance.now();
    const factor = typeof input["upscale_factor"] === "number" ? input["upscale_factor"] : 2;
    const picture = await upscale(source, factor, job.script.output);
    const seed = typeof input["seed"] === "number" ? input["seed"] : randomInt(2 ** 31);
    const timings = { inference: (performance.now() - startedAt) / 1000 };
    const megapixels = (picture.width * picture.height) / 1e6;
    return {
      status: 200,
      headers: { "x-fal-billable-units": megapixels.toFixed(4) },
      body: without(job, { image: this.#store(job, picture), seed, timings }),
    };
  }

  /** Stores the picture as fal does, under a random name that tells nothing of the source. */
  #store(job: Job, { bytes, contentType, extension, width, height }: EncodedPicture): object {
    const fileName = `${randomBytes(9).toString("base64url")}.${extension}`;
    const { resultLifeSeconds } = job.request;
    const path = this.#files.put(bytes, {
      fileName,
      contentType,
      lifeSeconds: resultLifeSeconds,
    });
    return without(job, {
      url: job.request.fileUrl(path),
      content_type: contentType,
      file_name: fileName,
      file_size: bytes.length,
      width,
      height,
    });
  }

  #refuseImage(
    type: ModelErrorType,
    msg: string,
    url: string,
    ctx?: Readonly<Record<string, unknown>>,
  ): never {
    const input = url.length > 200 ? `${url.slice(0, 200)}…` : url;
    const error: ErrorDetail = {
      loc: ["body", "image_url"],
      msg,
      type,
      input,
      ...(ctx && { ctx }),
    };
    return this.#refuse([error]);
  }

  #refuse(details: readonly ErrorDetail[]): never {
    throw new JobStopped(rejection(details, this.#settings().errorStyle));
  }
}

function without(job: Job, fields: Record<string, unknown>): object {
  const omitted: readonly string[] = job.script.output.omit ?? [];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !omitted.includes(name)));
}

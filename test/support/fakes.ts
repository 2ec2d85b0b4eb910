import type {
  Backends,
  CancelOutcome,
  CloudBackend,
  DeviceBackend,
  FollowMeans,
  QueuedRequest,
  RequestStatus,
  UpscaleResult,
} from "../../src/core/backend.ts";
import { encodedImage } from "../../src/core/encodedImage.ts";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import type { RecordFiles, RecordFolder } from "../../src/core/journal.ts";
import type { GrowingFile, ImageFiles } from "../../src/core/files.ts";
import type { Job } from "../../src/core/job.ts";
import type { ClarityOptions, DeviceOptions } from "../../src/core/options.ts";
import { isTaken } from "../../src/core/outputName.ts";
import type { PictureFinisher } from "../../src/core/pictureFinisher.ts";
import { inMemory } from "../../src/core/resultImage.ts";
import type { ResultImage } from "../../src/core/resultImage.ts";
import { picture } from "./images.ts";
import { usualOptions } from "./usualOptions.ts";

export const request: QueuedRequest = { endpointId: "fal-ai/clarity-upscaler", requestId: "r-1" };

/** A picture of the given size, as the core holds it. */
export async function image(width: number, height: number): Promise<EncodedImage> {
  const found = encodedImage(await picture({ width, height }));
  if ("problem" in found) {
    throw new Error(`the test's own picture is ${found.problem}`);
  }
  return found;
}

/** What is asked of Clarity at 2×. */
export const clarityOptions: ClarityOptions = { ...usualOptions, prompt: "p", negativePrompt: "n" };

/** What is asked of Standard on this device at 2×. */
export const deviceOptions: DeviceOptions = {
  model: "device-standard",
  scale: 2,
  denoise: "auto",
};

/** A job for `name` at 2×, as the command plans it. */
export const plannedJob = (name = "hero.png", changes: Partial<Job> = {}): Job => ({
  id: crypto.randomUUID(),
  batch: "b-1",
  source: { uri: `file:///art/${name}`, name },
  folder: "file:///art",
  nameTemplate: "${name}@${scale}x.${ext}",
  options: clarityOptions,
  ...changes,
});

/** The backends of a job that must not touch any but `cloud`. */
export const cloudOnly = (cloud: CloudBackend): Backends => ({
  cloud: () => cloud,
  device: () => {
    throw new Error("nothing is to be done on this device");
  },
});

/** The backends of a job that must not touch any but `device`. */
export const deviceOnly = (device: DeviceBackend): Backends => ({
  device: () => device,
  cloud: () => {
    throw new Error("nothing is to be sent");
  },
});

/** A backend that answers at once with `result` and writes down what it was asked. Members may be replaced. */
export class FakeBackend implements CloudBackend {
  readonly calls: string[] = [];
  readonly #result: UpscaleResult;
  cancelOutcome: CancelOutcome = "cancelled";

  constructor(result: UpscaleResult) {
    this.#result = result;
  }

  async handOver(_image?: EncodedImage, _signal?: AbortSignal, _ahead?: boolean): Promise<string> {
    this.calls.push("handOver");
    return "data:image/png;base64,AAAA";
  }

  async submit(): Promise<QueuedRequest> {
    this.calls.push("submit");
    return request;
  }

  async follow(
    _request: QueuedRequest,
    _onStatus: (status: RequestStatus) => void,
    _signal: AbortSignal,
    _means?: FollowMeans,
  ): Promise<UpscaleResult> {
    this.calls.push("follow");
    return this.#result;
  }

  async cancel(): Promise<CancelOutcome> {
    this.calls.push("cancel");
    return this.cancelOutcome;
  }
}

/** Pictures that stay as they are. Members may be replaced. */
export const samePictures = (changes: Partial<PictureFinisher> = {}): PictureFinisher => ({
  prepare: async (source) => source,
  getReady: () => {},
  isBlack: async () => false,
  finish: async (result) => ({ image: result, remarks: [] }),
  writeProvenance: inMemory,
  readProvenance: async () => undefined,
  ...changes,
});

/** Files in memory, with the promises of `ImageFiles`. */
export class InMemoryFiles implements ImageFiles {
  readonly contents: Map<string, Uint8Array>;

  constructor(contents: Readonly<Record<string, Uint8Array>>) {
    this.contents = new Map(Object.entries(contents));
  }

  join(folder: string, name: string): string {
    return `${folder}/${name}`;
  }

  async read(source: string): Promise<Uint8Array> {
    const bytes = this.contents.get(source);
    if (bytes === undefined) {
      throw new UpscaleError("cannotRead");
    }
    return bytes;
  }

  async begin(): Promise<GrowingFile | undefined> {
    return undefined;
  }

  async writeNew(folder: string, names: Iterable<string>, written: ResultImage) {
    const { bytes } = await inMemory(written);
    for (const name of names) {
      const uri = this.join(folder, name);
      if (!isTaken(uri, this.contents.keys())) {
        this.contents.set(uri, bytes);
        return { uri, name };
      }
    }
    throw new UpscaleError("cannotWrite");
  }
}

/** Records in memory; `history` is every write in order. */
export class InMemoryRecords implements RecordFiles {
  readonly folders = { unfinished: new Map<string, string>(), ended: new Map<string, string>() };
  readonly ledger: string[] = [];

  async list(folder: RecordFolder): Promise<string[]> {
    return [...this.folders[folder].keys()];
  }

  async read(folder: RecordFolder, name: string): Promise<string | undefined> {
    return this.folders[folder].get(name);
  }

  async write(folder: RecordFolder, name: string, text: string): Promise<void> {
    this.folders[folder].set(name, text);
  }

  async rename(folder: RecordFolder, from: string, to: string): Promise<boolean> {
    const text = this.folders[folder].get(from);
    if (text === undefined) {
      return false;
    }
    this.folders[folder].set(to, text);
    return this.folders[folder].delete(from);
  }

  async remove(folder: RecordFolder, name: string): Promise<void> {
    this.folders[folder].delete(name);
  }

  async append(line: string): Promise<void> {
    this.ledger.push(line);
  }

  async readLedger(): Promise<string> {
    return this.ledger.map((line) => `${line}\n`).join("");
  }
}

/** A journal that writes down nothing but what it was told, in order. */
export class FakeJournal {
  readonly steps: string[] = [];
  owned = true;

  async record(_job: Job, step: string): Promise<void> {
    this.steps.push(step);
  }

  async owns(): Promise<boolean> {
    return this.owned;
  }

  async end({ state }: { readonly state: string }): Promise<void> {
    this.steps.push(state);
  }
}

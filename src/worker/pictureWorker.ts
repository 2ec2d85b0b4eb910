import { transfer } from "comlink";
import type { Encoding } from "../core/finishOptions.ts";
import type { Provenance } from "../core/provenance.ts";
import type { Fields } from "../core/provenanceFields.ts";
import type { Pace } from "../engine/enlargeAlpha.ts";
import type { NetworkFacts } from "../engine/tiles.ts";
import { upscaleTile } from "../engine/upscaleTile.ts";
import type { TileTask } from "../engine/upscaleTile.ts";
import { loadNetwork } from "../engine/network/loadNetwork.ts";
import type { Network, NetworkName } from "../engine/network/network.ts";
import { isOpaque } from "../pictures/alpha.ts";
import type { LoadAsset } from "../pictures/assets.ts";
import { decode } from "../pictures/decode.ts";
import { isBlack, mayBecomeBlack } from "../pictures/dark.ts";
import { fieldsIn } from "../pictures/metadata/fieldsIn.ts";
import { readMetadata } from "../pictures/metadata/metadata.ts";
import { madeOpaque } from "../pictures/opaque.ts";
import type { Raster } from "../pictures/raster.ts";
import { finishPicture } from "./finishPicture.ts";
import type { FinishTask } from "./finishPicture.ts";
import { encodeTelling, tellingHow } from "./encodeTelling.ts";
import type { MetadataSource } from "./metadataSource.ts";
import { opaquePng } from "./opaquePng.ts";
import type { PictureTasks } from "./pictureTasks.ts";
import { takeTransparency } from "./takeTransparency.ts";
import type { AlphaTools } from "./takeTransparency.ts";

const given = (raster: Raster): Raster => transfer(raster, [raster.data.buffer]);
const sent = (bytes: Uint8Array<ArrayBuffer>) => transfer(bytes, [bytes.buffer]);

/** A thread of its own has nobody to wait for. */
const unhurried: Pace = { largestSide: Number.POSITIVE_INFINITY, pause: () => Promise.resolve() };

/** Two pictures are worked on at a time, and each needs one network at a time. */
const networksHeld = 2;

/** Does picture tasks in the thread it lives in. */
export class PictureWorker implements PictureTasks {
  readonly #load: LoadAsset;
  readonly #pace: Pace;
  /** The one used last comes last. */
  readonly #networks = new Map<NetworkName, Promise<Network>>();

  /** `pace` bounds how long a tile keeps the thread busy. */
  constructor(load: LoadAsset, pace: Pace = unhurried) {
    this.#load = load;
    this.#pace = pace;
  }

  async decode(bytes: Uint8Array): Promise<Raster> {
    return given(madeOpaque(await decode(bytes, this.#load)));
  }

  async encode(
    raster: Raster,
    wanted: Encoding,
    metadata: MetadataSource,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return sent(await encodeTelling(raster, wanted, metadata, this.#load));
  }

  async prepare(name: NetworkName): Promise<NetworkFacts> {
    const { context, largestSide } = await this.#need(name);
    return { context, largestSide: Math.min(largestSide, this.#pace.largestSide) };
  }

  async upscaleTile(task: TileTask): Promise<Raster> {
    return given(upscaleTile(await this.#need(task.network), task));
  }

  async takeTransparency(raster: Raster, bytes: Uint8Array): Promise<Raster> {
    const source = await decode(bytes, this.#load);
    if (!isOpaque(source)) {
      await takeTransparency(raster, source, this.#alphaTools);
    }
    return given(raster);
  }

  async toOpaque(bytes: Uint8Array, always: boolean): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const raster = await decode(bytes, this.#load);
    return !always && isOpaque(raster) ? undefined : sent(await opaquePng(raster, bytes));
  }

  async isBlack(result: Uint8Array, source: Uint8Array | undefined): Promise<boolean> {
    return (
      isBlack(await decode(result, this.#load)) &&
      (source === undefined || !mayBecomeBlack(await decode(source, this.#load)))
    );
  }

  async finish(task: FinishTask): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await finishPicture(task, {
      load: this.#load,
      ...this.#alphaTools,
    });
    return bytes && sent(bytes);
  }

  async writeProvenance(
    bytes: Uint8Array,
    made: Provenance,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const told = await tellingHow(bytes, made);
    return told && sent(told);
  }

  async readProvenance(bytes: Uint8Array): Promise<Fields> {
    const { xmp } = await readMetadata(bytes);
    return fieldsIn(xmp);
  }

  get #alphaTools(): AlphaTools {
    return { network: (name) => this.#need(name), pace: this.#pace };
  }

  #need(name: NetworkName): Promise<Network> {
    const network = this.#networks.get(name) ?? loadNetwork(name, this.#load);
    this.#networks.delete(name);
    this.#networks.set(name, network);
    // What failed may go well the next time.
    network.catch(() => this.#networks.delete(name));
    const [oldest = name] = this.#networks.keys();
    if (this.#networks.size > networksHeld) {
      this.#networks.delete(oldest);
    }
    return network;
  }
}
